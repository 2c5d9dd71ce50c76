using Microsoft.Net.Http.Headers;

namespace Gateway.Http;

/// <summary>Answers are JSON: a client that says it can't take that is told so before anything is paid.</summary>
internal sealed class AcceptFilter : IEndpointFilter
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        TakesJson(context.HttpContext.Request)
            ? next(context)
            : ValueTask.FromResult<object?>(new ErrorResult(new ApiError(406, "not_acceptable", "Answers are application/json only.")));

    private static bool TakesJson(HttpRequest request)
    {
        var accept = request.Headers.Accept;
        return accept.Count == 0
            || !MediaTypeHeaderValue.TryParseList(accept, out var types)
            || types.Any(type => type.Quality is not 0 && Json.IsSubsetOf(Plain(type)));
    }

    // A parameter such as charset=utf-8 or q=0.9 does not make it another type.
    private static MediaTypeHeaderValue Plain(MediaTypeHeaderValue type) => new(type.MediaType);
}
