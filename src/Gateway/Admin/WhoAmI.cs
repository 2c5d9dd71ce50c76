using Gateway.Http;
using Gateway.Keys;

namespace Gateway.Admin;

/// <summary>Whose key a caller has, a client's or an operator's: a page with one field for both asks this first.</summary>
internal static class WhoAmI
{
    public static void MapWhoAmI(this IEndpointRouteBuilder routes) => routes.MapGet("/v1/whoami", Get)
        .AddEndpointFilter<AcceptFilter>()
        .WithTags("Usage")
        .WithName("whoAmI");

    private static async Task<IResult> Get(HttpContext http, AdminOptions admin, ClientKeys keys, UnknownKeys unknown)
    {
        http.Response.Headers.CacheControl = "no-store";
        var authorization = http.Request.Headers.Authorization;
        var only = authorization.Count == 1 ? authorization[0] : null;
        if (admin.Find(only) is { } caller)
        {
            http.Features.Set(new RequestNotes { Key = $"operator:{caller.Name}" });
            return Answer("operator", caller.Name, team: null, caller.RoleWord);
        }

        if ((keys.Find(only) ?? await unknown.Find(only)) is not { } key)
        {
            return new ErrorResult(ApiError.Unauthorized());
        }

        http.Features.Set(new RequestNotes { Key = key.Id });
        return Answer("client", key.Name, key.Team, role: null);
    }

    private static JsonResult Answer(string kind, string name, string? team, string? role) => new(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("kind", kind);
        writer.WriteString("name", name);
        writer.WriteString("team", team);
        writer.WriteString("role", role);
        writer.WriteEndObject();
    });
}
