using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Gateway.Sandbox.Requests;

namespace Gateway.Sandbox.Receiver;

/// <summary>
/// Somebody who can be called back, for trying callbacks on one machine: it answers 204, or what <c>?status=</c> says, and
/// keeps the last calls. It verifies nothing, because it knows no team's secret.
/// </summary>
internal static class ReceiverEndpoints
{
    private const int MostKept = 100;
    private const int MostBytes = 64 * 1024;

    public static void Map(IEndpointRouteBuilder routes, IReadOnlyCollection<string> keys, TimeProvider time)
    {
        var received = new ConcurrentQueue<ReceivedMessage>();
        routes.MapPost("/receiver", (RequestDelegate)(context => TakeAsync(context, received, time)));
        routes.MapGet("/receiver", (RequestDelegate)(context => ShowAsync(context, received, keys)));
    }

    private static async Task TakeAsync(HttpContext context, ConcurrentQueue<ReceivedMessage> received, TimeProvider time)
    {
        var headers = context.Request.Headers;
        var status = int.TryParse(context.Request.Query["status"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked is >= 200 and <= 599 ? asked : 204;
        using var body = new MemoryStream();
        var buffer = new byte[4096];
        int read;
        while (body.Length < MostBytes && (read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            body.Write(buffer, 0, read);
        }

        received.Enqueue(new(
            time.GetUtcNow().ToUnixTimeSeconds(), headers["webhook-id"], headers["webhook-timestamp"], headers["webhook-signature"], status,
            System.Text.Encoding.UTF8.GetString(body.ToArray())));
        while (received.Count > MostKept)
        {
            received.TryDequeue(out _);
        }

        context.Response.StatusCode = status;
    }

    private static Task ShowAsync(HttpContext context, ConcurrentQueue<ReceivedMessage> received, IReadOnlyCollection<string> keys)
    {
        context.Response.ContentType = "application/json";
        if (BearerKey.Of(context.Request, keys) is null)
        {
            context.Response.StatusCode = 401;
            return context.Response.WriteAsync("""{"error":"a key of the sandbox is needed: Authorization: Bearer <key>"}""");
        }

        return context.Response.WriteAsync(JsonSerializer.Serialize([.. received], SandboxJson.Default.IReadOnlyListReceivedMessage));
    }
}
