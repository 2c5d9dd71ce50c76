using System.Buffers;
using Gateway.Http;

namespace Gateway.Models;

/// <summary>What an image may be given as: an absolute http(s) URL that says nothing but where the image is.</summary>
internal static class ImageUrl
{
    private const int LeastBase64 = 64;

    private static readonly SearchValues<char> Base64 =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-_");

    private static readonly SearchValues<char> AuthorityEnd = SearchValues.Create("/?#");

    /// <summary>The problem, or null.</summary>
    public static ErrorDetail? Check(string param, string url)
    {
        if (IsBase64(url))
        {
            return new(param, DetailCodes.Base64NotSupported, $"'{param}' holds image data; upload the image and give its URL.");
        }

        return IsUsable(url)
            ? null
            : new(param, DetailCodes.InvalidUrl, $"'{param}' must be an absolute http or https URL with a host and without user name or white space.");
    }

    private static bool IsBase64(string text) =>
        text.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
        || (text.Length >= LeastBase64 && !text.AsSpan().ContainsAnyExcept(Base64));

    private static bool IsUsable(string url)
    {
        var slashes = url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? 8
            : url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? 7
            : 0;
        if (slashes == 0)
        {
            return false;
        }

        foreach (var c in url)
        {
            // A backslash is a slash to some parsers and a letter to others, so they see different hosts.
            if (char.IsWhiteSpace(c) || char.IsControl(c) || c == '\\')
            {
                return false;
            }
        }

        var authority = url.AsSpan(slashes);
        var end = authority.IndexOfAny(AuthorityEnd);
        authority = end < 0 ? authority : authority[..end];
        return !authority.IsEmpty
            && !authority.Contains('@')
            && Uri.TryCreate(url, UriKind.Absolute, out var parsed)
            && parsed.Host.Length > 0;
    }
}
