using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Support;

/// <summary>An upstream that refuses everything and, in doing so, repeats all that it was told: the key, its own host, the body.</summary>
internal sealed class GossipUpstream : IAsyncDisposable
{
    private WebApplication app = null!;

    public string Url => app.Urls.First();

    /// <summary>The HTTP status of its next answers.</summary>
    public int Status { get; set; } = 400;

    public static async Task<GossipUpstream> Start()
    {
        var gossip = new GossipUpstream();
        gossip.app = await LocalHost.Start(app => app.Run(gossip.Answer));
        return gossip;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task Answer(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var key = context.Request.Headers.Authorization.ToString();
        // Cut off after some more than a thousand characters, it would end within the key.
        var link = $"https://{context.Request.Host}/{new string('a', 1170 - context.Request.Host.ToString().Length)}";
        var message = $"see {link} {key} at {context.Request.Host} may not send {await reader.ReadToEndAsync()}";
        context.Response.StatusCode = Status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(new JsonObject { ["error"] = new JsonObject { ["code"] = Status is 200 ? Status : $"{Status} {key.Split(' ')[^1]}", ["type"] = key, ["message"] = message } }.ToJsonString());
    }
}
