using Gateway.Configuration;

namespace Gateway.Listening;

/// <summary>The <c>Cors</c> section: the web apps that may call <c>/v1</c> from a browser. Each brings a client's key; there are no cookies.</summary>
internal sealed record AllowedOrigins(IReadOnlyList<string> Origins)
{
    private const string Allowed = "http://<host> or https://<host>, with a port where it is not the usual one, and nothing after it";

    /// <summary>What a page may read besides the body.</summary>
    private static readonly string[] Headers =
    [
        "Content-Disposition", "ETag", "Idempotent-Replayed", "Location", "Retry-After", "X-Gateway-Task", "X-Gateway-Upstream",
        "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "X-Request-Id", "x-should-retry",
    ];

    private static readonly string[] Methods = ["DELETE", "GET", "HEAD", "POST"];
    private static readonly TimeSpan AskedAgainAfter = TimeSpan.FromHours(1);

    public static AllowedOrigins Read(ConfigReader section)
    {
        var origins = section.TextsOrNull("Origins") ?? [];
        foreach (var origin in origins.Where(origin => !IsOrigin(origin)))
        {
            section.Fault("Origins", $"has '{origin}'; allowed: {Allowed}");
        }

        return new AllowedOrigins(origins);
    }

    public void Use(WebApplication app)
    {
        if (Origins.Count > 0)
        {
            app.UseWhen(http => http.Request.Path.StartsWithSegments("/v1"), clients => clients.UseCors(policy => policy
                .WithOrigins([.. Origins])
                .WithMethods(Methods)
                .AllowAnyHeader()
                .WithExposedHeaders(Headers)
                .SetPreflightMaxAge(AskedAgainAfter)));
        }
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", UserInfo: "" }
        && text.Equals(url.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase);
}
