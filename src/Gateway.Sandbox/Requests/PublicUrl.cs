namespace Gateway.Sandbox.Requests;

/// <summary>Images come as absolute http(s) URLs only (S001, S002: base64 is not supported).</summary>
internal static class PublicUrl
{
    public static bool IsOne(string text) =>
        (text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        && !text.Any(character => character <= ' ')
        && Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url.Host.Length > 0;
}
