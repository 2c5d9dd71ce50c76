using Microsoft.Net.Http.Headers;

namespace Gateway.Content;

/// <summary>What a client wants of a file.</summary>
/// <param name="Tag">The file's <c>ETag</c>, whichever copy of it serves.</param>
/// <param name="HeadersAlone">It asks with <c>HEAD</c>.</param>
/// <param name="Download">It wants a file to save, not one to show.</param>
/// <param name="Range">The one part that it wants; null for all of it. Several at once are answered with all of it, as a server may.</param>
internal sealed record ContentAsk(EntityTagHeaderValue Tag, bool HeadersAlone, bool Download, RangeItemHeaderValue? Range)
{
    /// <summary>Whether the client has the file already.</summary>
    public static bool IsKnown(HttpRequest request, EntityTagHeaderValue tag) =>
        request.Headers.IfNoneMatch.Count > 0
        && EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var known)
        && known.Any(one => one.Tag == "*" || one.Compare(tag, useStrongComparison: false));

    public static RangeItemHeaderValue? OneRange(HttpRequest request, EntityTagHeaderValue tag)
    {
        if (request.Headers.Range.Count != 1
            || !RangeHeaderValue.TryParse(request.Headers.Range.ToString(), out var range)
            || range is not { Unit: { Value: "bytes" }, Ranges.Count: 1 })
        {
            return null;
        }

        // A part of another file is not what was asked for; the file never changes, so a date that we did not give is no match.
        return request.Headers.IfRange.Count == 0 || (RangeConditionHeaderValue.TryParse(request.Headers.IfRange.ToString(), out var condition) && tag.Equals(condition.EntityTag))
            ? range.Ranges.First()
            : null;
    }
}
