using Gateway.Http;

namespace Gateway.OpenApi;

/// <summary>The page at <c>/docs</c> to read the documents and try the calls.</summary>
internal static class DocsPage
{
    private const string Prefix = "docs";

    /// <summary>The one inline style of Swagger UI, which colours its logo.</summary>
    private const string LogoStyle = "'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='";

    /// <summary>
    /// The page's own files and calls to this gateway, nothing else. Swagger UI draws its icons from data: URLs.
    /// </summary>
    private const string Policy =
        $"default-src 'none'; script-src 'self'; style-src 'self' {LogoStyle}; img-src 'self' data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void UseDocsPage(this IApplicationBuilder app) =>
        app.UseWhen(static http => http.Request.Path.StartsWithSegments($"/{Prefix}"), Use);

    private static void Use(IApplicationBuilder docs)
    {
        docs.Use(static (http, next) =>
        {
            PageHeaders.Write(http.Response, Policy);
            return next(http);
        });
        docs.UseSwaggerUI(page =>
        {
            page.RoutePrefix = Prefix;
            page.DocumentTitle = "Gateway API";
            // As seen from the page, wherever that is.
            page.SwaggerEndpoint(".." + Documents.PathOf(Documents.Clients), "For clients");
            page.SwaggerEndpoint(".." + Documents.PathOf(Documents.Operators), "For operators");
        });
    }
}
