namespace Gateway.Admin;

/// <summary>The calls about upstreams and their pool keys.</summary>
internal static class UpstreamEndpoints
{
    public static void MapUpstreams(this IEndpointRouteBuilder admin)
    {
        var upstreams = admin.MapGroup("/upstreams");
        upstreams.MapGet("", List).WithName("listUpstreams");
        upstreams.MapPost("/{name}/keys/{id}/disable", Disable).WithName("disablePoolKey");
        upstreams.MapPost("/{name}/keys/{id}/enable", Enable).WithName("enablePoolKey");
    }

    private static Task<IResult> List(UpstreamAnswers answers) => answers.All();

    private static Task<IResult> Disable(string name, string id, HttpContext http, UpstreamAnswers answers) =>
        answers.Switch(name, id, enabled: false, Caller.Of(http));

    private static Task<IResult> Enable(string name, string id, HttpContext http, UpstreamAnswers answers) =>
        answers.Switch(name, id, enabled: true, Caller.Of(http));
}
