using Gateway.Canonical;

namespace Gateway.Telemetry;

/// <summary>Gives every request an id: the client's own <c>X-Request-Id</c> when it is usable, else a new one.</summary>
internal sealed class RequestIds(RequestDelegate next, IdSource ids)
{
    private const string Header = "X-Request-Id";
    private const int Longest = 128;

    public Task Invoke(HttpContext context)
    {
        var given = context.Request.Headers[Header];
        context.TraceIdentifier = given.Count == 1 && IsUsable(given[0]) ? given[0]! : ids.NewRequestId();
        context.Response.OnStarting(static state =>
        {
            var started = (HttpContext)state;
            started.Response.Headers[Header] = started.TraceIdentifier;
            return Task.CompletedTask;
        }, context);
        return next(context);
    }

    // It is written into log lines, so nothing that could break one.
    private static bool IsUsable(string? id) =>
        id is { Length: > 0 and <= Longest } && id.All(character => character is > ' ' and <= '~');
}
