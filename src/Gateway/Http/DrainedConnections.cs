using Microsoft.AspNetCore.Connections.Features;

namespace Gateway.Http;

/// <summary>While the gateway drains, each answer closes its connection, so that the client's next call goes to a gateway that stays.</summary>
internal sealed class DrainedConnections
{
    private readonly RequestDelegate next;
    private readonly CancellationToken draining;
    private readonly Func<object, Task> starting;

    public DrainedConnections(RequestDelegate next, IHostApplicationLifetime lifetime) =>
        (this.next, draining, starting) = (next, lifetime.ApplicationStopping, Starting);

    public Task Invoke(HttpContext context)
    {
        context.Response.OnStarting(starting, context);
        return next(context);
    }

    // Asked as late as this, so that a call which began before the drain closes its connection too.
    private Task Starting(object context)
    {
        if (draining.IsCancellationRequested)
        {
            // In HTTP/1.1 that is "Connection: close", in HTTP/2 a GOAWAY.
            ((HttpContext)context).Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
        }

        return Task.CompletedTask;
    }
}
