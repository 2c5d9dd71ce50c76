namespace Gateway.Http;

/// <summary>What a page for browsers tells them of itself.</summary>
internal static class PageHeaders
{
    /// <param name="policy">The Content-Security-Policy.</param>
    public static void Write(HttpResponse response, string policy)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = policy;
        // For browsers that do not know frame-ancestors.
        headers.XFrameOptions = "DENY";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}
