namespace Gateway.Listening;

/// <summary>
/// Paths that only one port answers. What counts is the port of the connection: a client writes the Host header itself.
/// </summary>
internal static class OwnPort
{
    /// <summary>Listens on these ports too, at every host of the addresses, and with TLS where they have it.</summary>
    public static void Listen(WebApplicationBuilder builder, params IReadOnlyList<int?> ports)
    {
        var own = ports.OfType<int>().ToList();
        if (own.Count > 0)
        {
            var urls = ListenUrls.Of(builder.Configuration);
            var hosts = urls.Select(BindingAddress.Parse)
                .GroupBy(address => address.Host, StringComparer.OrdinalIgnoreCase)
                .Select(same => $"{same.Max(address => address.Scheme)}://{same.Key}");
            builder.WebHost.UseUrls([.. urls, .. hosts.SelectMany(host => own.Select(port => $"{host}:{port}"))]);
        }
    }

    public static void UseOwnPort(this IApplicationBuilder app, int? port, params PathString[] paths)
    {
        if (port is { } own)
        {
            app.Use((http, next) =>
            {
                if (http.Connection.LocalPort == own || !paths.Any(path => http.Request.Path.StartsWithSegments(path)))
                {
                    return next(http);
                }

                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            });
        }
    }
}
