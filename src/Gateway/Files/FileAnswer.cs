using System.Net;
using System.Net.Http.Headers;

namespace Gateway.Files;

/// <summary>Tells a file from the other things that its host may answer with.</summary>
internal static class FileAnswer
{
    /// <summary>What a page of an error is, whatever its status says.</summary>
    private static readonly string[] Pages = ["text/", "application/json", "application/xml", "application/xhtml", "application/problem"];

    /// <returns>What is wrong with it, in words for the log; null for a file or a part of one.</returns>
    public static string? Problem(HttpResponseMessage answer)
    {
        var (status, headers) = ((int)answer.StatusCode, answer.Content.Headers);
        return answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.PartialContent) ? $"its host answers {status}"
            : IsEncoded(headers) ? "its host sends it encoded"
            : headers.ContentType?.MediaType is { } type && Array.Exists(Pages, page => type.StartsWith(page, StringComparison.OrdinalIgnoreCase)) ? $"its host sends {type}"
            : answer.StatusCode == HttpStatusCode.PartialContent && headers.ContentRange is null ? "its host sends a part and does not say which"
            : null;
    }

    private static bool IsEncoded(HttpContentHeaders headers) =>
        headers.ContentEncoding.Any(coding => !coding.Equals("identity", StringComparison.OrdinalIgnoreCase));
}
