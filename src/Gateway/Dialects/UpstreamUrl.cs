using System.Text.Json;

namespace Gateway.Dialects;

/// <summary>A video's URL in an answer.</summary>
internal static class UpstreamUrl
{
    private const int MaxLength = 8 * 1024;

    /// <summary>The first usable URL of a text, a list, or an object with a <c>video_url</c> or <c>url</c>.</summary>
    public static string? Find(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => Usable(element.Text()),
        JsonValueKind.Array => element.EnumerateArray().Select(Find).FirstOrDefault(url => url is not null),
        JsonValueKind.Object => Find(element.Member("video_url")) ?? Find(element.Member("url")),
        _ => null,
    };

    private static string? Usable(string? text)
    {
        if (text is not { Length: <= MaxLength }
            || !Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp)
            || !text.StartsWith(uri.Scheme + "://", StringComparison.OrdinalIgnoreCase)
            || !IsForAnyone(text))
        {
            return null;
        }

        // A signed URL must stay as it is, unless it could not be sent as it is.
        return text.AsSpan().ContainsAnyExceptInRange('!', '~') ? uri.AbsoluteUri : text;
    }

    /// <summary>
    /// Without a user's name and password, which a client must not be given, and without a gap where a key of ours stood.
    /// A backslash is a slash to some readers and not to others, so that they see different hosts.
    /// </summary>
    private static bool IsForAnyone(string url)
    {
        var authority = url.AsSpan(url.IndexOf("://", StringComparison.Ordinal) + 3);
        var end = authority.IndexOfAny('/', '?', '#');
        return !authority[..(end < 0 ? authority.Length : end)].ContainsAny('@', '\\')
            && !url.Contains(UpstreamWord.Removed, StringComparison.Ordinal);
    }
}
