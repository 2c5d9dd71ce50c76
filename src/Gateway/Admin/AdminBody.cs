using Gateway.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Admin;

/// <summary>The body of an operator's call, under the rules that clients' bodies have.</summary>
internal static class AdminBody
{
    private static readonly byte[] Nothing = "{}"u8.ToArray();

    /// <param name="answer">Reads the body's fields and answers.</param>
    /// <param name="optional">Whether a call without a body is one with nothing in it.</param>
    public static async Task<IResult> Read(HttpContext http, Func<FieldReader, Task<IResult>> answer, bool optional = false)
    {
        var (body, problem) = optional && !HasBody(http) ? (Nothing, null) : await RequestBody.Read(http.Request);
        if (problem is not null)
        {
            return new ErrorResult(problem);
        }

        var (document, fault) = JsonReading.Parse(body);
        using (document)
        {
            return document is null
                ? new ErrorResult(ApiError.InvalidJson(fault!))
                : await answer(new FieldReader(document.RootElement));
        }
    }

    private static bool HasBody(HttpContext http) =>
        http.Features.GetRequiredFeature<IHttpRequestBodyDetectionFeature>().CanHaveBody;
}
