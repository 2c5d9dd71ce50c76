using System.Text.Json;
using Gateway.Sandbox.Requests;

namespace Gateway.Sandbox.Control;

/// <summary>What <see cref="SandboxState"/> offers, for a harness in another process that has a key of the sandbox: it shows what clients sent.</summary>
internal static class ControlEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, SandboxState state, IReadOnlyCollection<string> keys)
    {
        var group = routes.MapGroup("/control");
        group.MapGet("/jobs", WithKey(context => JsonAsync(
            context, 200, JsonSerializer.Serialize(state.Jobs, SandboxJson.Default.IReadOnlyListSandboxJob))));
        group.MapGet("/requests", WithKey(context => JsonAsync(
            context, 200, JsonSerializer.Serialize(state.Requests, SandboxJson.Default.IReadOnlyDictionaryStringSandboxRequests))));
        group.MapPost("/faults", WithKey(context => ScriptAsync(context, state)));

        RequestDelegate WithKey(RequestDelegate call) => context => BearerKey.Of(context.Request, keys) is not null
            ? call(context)
            : RefuseAsync(context, 401, "a key of the sandbox is needed: Authorization: Bearer <key>");
    }

    private static async Task ScriptAsync(HttpContext context, SandboxState state)
    {
        var received = await RequestBody.ReadAsync(context.Request);
        if (received.RefusedWith is { } status)
        {
            await RefuseAsync(context, status, received.Problem);
            return;
        }

        var fields = new FieldReader(received.Root);
        var upstream = fields.OneOf("upstream", UpstreamNames.All, required: true);
        var faults = fields.Texts("faults");
        fields.RefuseOthers();
        if (fields.Problems.Count > 0)
        {
            await RefuseAsync(context, 400, string.Join("; ", fields.Problems));
            return;
        }

        try
        {
            state.Script(upstream!, [.. faults!]);
            context.Response.StatusCode = 204;
        }
        catch (ArgumentException problem)
        {
            await RefuseAsync(context, 400, problem.Message);
        }
    }

    private static Task RefuseAsync(HttpContext context, int status, string problem) =>
        JsonAsync(context, status, new System.Text.Json.Nodes.JsonObject { ["error"] = problem }.ToJsonString());

    private static Task JsonAsync(HttpContext context, int status, string json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json);
    }
}
