using Gateway.Configuration;

namespace Gateway.Listening;

/// <summary>
/// The setting <c>PathBase</c>: the prefix of all paths as the outside sees them. Calls with it and without it are both
/// served, because a proxy may take it away and a probe may not know it; links always have it.
/// </summary>
internal static class PathPrefix
{
    public const string Setting = "PathBase";

    /// <returns>Empty, or with a slash at its beginning and none at its end.</returns>
    public static PathString Read(ConfigReader reader)
    {
        var text = reader.Text(Setting, "").Trim('/');
        if (text.Length == 0)
        {
            return default;
        }

        if (text.Split('/').All(IsPart))
        {
            return new PathString("/" + text);
        }

        reader.Fault(Setting, $"is '{reader.Text(Setting)}'; allowed: a path such as /video/gateway, of letters, digits, '-', '_', '.' and '~'");
        return default;
    }

    public static void UsePathPrefix(this IApplicationBuilder app, PathString prefix)
    {
        if (prefix.HasValue)
        {
            app.Use((http, next) =>
            {
                if (http.Request.Path.StartsWithSegments(prefix, out var rest))
                {
                    http.Request.Path = rest;
                }

                http.Request.PathBase = prefix;
                return next(http);
            });
        }
    }

    private static bool IsPart(string part) =>
        part.Length > 0 && part is not ("." or "..") && part.All(character => char.IsAsciiLetterOrDigit(character) || "-_.~".Contains(character));
}
