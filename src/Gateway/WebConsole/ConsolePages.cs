using Gateway.Http;
using Microsoft.Net.Http.Headers;

namespace Gateway.WebConsole;

/// <summary>The console at <c>/console/</c>: static files that use the public calls and nothing else.</summary>
internal static class ConsolePages
{
    /// <summary>Where it is, below the path prefix.</summary>
    public const string Path = "/console";

    private const string Gzip = "gzip";

    /// <summary>Its own files, and calls to this gateway; videos come through signed links of this gateway, or are read whole.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    /// <param name="port">The only port that the console answers at; null is every one.</param>
    public static void UseConsole(this WebApplication app, int? port)
    {
        var source = app.Environment.IsDevelopment() && Directory.Exists(ConsoleFiles.Source) ? System.IO.Path.GetFullPath(ConsoleFiles.Source) : null;
        var files = new ConsoleFiles(source);
        app.Use((http, next) => (http.Request.Path.StartsWithSegments(Path, out var rest), http.Request.Path.Value) switch
        {
            (true, _) => Answer(http, files, rest),
            (_, "/" or "") when WantsPage(http.Request) && (port is null || http.Connection.LocalPort == port) => Lead(http, $"{Last(http.Request)}console/"),
            _ => next(http),
        });
    }

    private static Task Answer(HttpContext http, ConsoleFiles files, PathString rest)
    {
        PageHeaders.Write(http.Response, Policy);
        if (!HttpMethods.IsGet(http.Request.Method))
        {
            http.Response.Headers.Allow = HttpMethods.Get;
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return Task.CompletedTask;
        }

        if (!rest.HasValue)
        {
            return Lead(http, "console/");
        }

        if (files.Find(rest.Value.TrimStart('/')) is not { } file)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        // Asked after at every use, so that a new version's files are never mixed with an old one's; 304 is the usual answer.
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (!Unpacks(http.Request))
        {
            return Results.Bytes(file.Bytes, file.ContentType, entityTag: file.Tag).ExecuteAsync(http);
        }

        http.Response.Headers.ContentEncoding = Gzip;
        return Results.Bytes(file.Packed, file.ContentType, entityTag: file.PackedTag).ExecuteAsync(http);
    }

    /// <summary>Relative, so that it is right below every prefix, also one that only a proxy knows.</summary>
    private static Task Lead(HttpContext http, string where)
    {
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers.Vary = HeaderNames.Accept;
        http.Response.StatusCode = StatusCodes.Status302Found;
        http.Response.Headers.Location = where;
        return Task.CompletedTask;
    }

    /// <summary>An address without a slash at its end is a name in the folder above: the prefix's last part has to be said again.</summary>
    private static string Last(HttpRequest request) =>
        request is { Path.HasValue: false, PathBase.Value: { Length: > 0 } prefix } ? $"{prefix[(prefix.LastIndexOf('/') + 1)..]}/" : "";

    private static bool Unpacks(HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding.Any(way => way.Value.Equals(Gzip, StringComparison.OrdinalIgnoreCase) && way.Quality is not 0);

    private static bool WantsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && request.GetTypedHeaders().Accept.Any(accept => accept.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));
}
