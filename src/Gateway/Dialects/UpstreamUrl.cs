using System.Text.Json;

namespace Gateway.Dialects;

/// <summary>A video's URL in an answer.</summary>
internal static class UpstreamUrl
{
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
        var isUsable = Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            && text!.StartsWith(uri.Scheme + "://", StringComparison.OrdinalIgnoreCase);
        if (!isUsable)
        {
            return null;
        }

        // A signed URL must stay as it is, unless it could not be sent as it is.
        return text.AsSpan().ContainsAnyExceptInRange('!', '~') ? uri!.AbsoluteUri : text;
    }
}
