using Gateway.Sandbox.Apimart;
using Gateway.Sandbox.Control;
using Gateway.Sandbox.Images;
using Gateway.Sandbox.Legacy;
using Gateway.Sandbox.Media;
using Gateway.Sandbox.Receiver;
using Gateway.Sandbox.Toapis;
using Gateway.Sandbox.Upstreams;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Sandbox;

/// <summary>Puts the simulated upstreams into an application.</summary>
public static class SandboxSetup
{
    public static IServiceCollection AddSandbox(this IServiceCollection services, SandboxOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(_ => new SandboxState(options));
        return services;
    }

    /// <summary>
    /// Maps <c>{prefix}/toapis</c>, <c>{prefix}/legacy</c>, <c>{prefix}/apimart</c>, <c>{prefix}/media</c> and, unless they are not wanted, <c>{prefix}/control</c> and <c>{prefix}/receiver</c>.
    /// </summary>
    /// <param name="routes">Where to map.</param>
    /// <param name="prefix">A path such as <c>/sandbox</c>, or empty.</param>
    /// <param name="control">Whether what clients and gateways sent can be looked at, and faults be queued, with a key of the sandbox.</param>
    public static IEndpointConventionBuilder MapSandbox(this IEndpointRouteBuilder routes, string prefix, bool control = true)
    {
        ArgumentNullException.ThrowIfNull(routes);
        ArgumentNullException.ThrowIfNull(prefix);
        var state = routes.ServiceProvider.GetRequiredService<SandboxState>();
        var options = routes.ServiceProvider.GetRequiredService<SandboxOptions>();
        var time = routes.ServiceProvider.GetRequiredService<TimeProvider>();
        var path = prefix.Trim('/') is { Length: > 0 } name ? "/" + name : "";
        var group = routes.MapGroup(path).ExcludeFromDescription();

        var images = new ImageEndpoints(state, options, time, path);
        images.MapImages(group);
        foreach (ISimulatedUpstream upstream in new ISimulatedUpstream[] { new ToapisUpstream(), new LegacyUpstream(), new ApimartUpstream() })
        {
            new UpstreamEndpoints(upstream, state, options, time, new MediaLinks(path)).Map(group);
            images.MapUploads(group, upstream);
        }

        MediaEndpoint.Map(group, state, options, time);
        if (control)
        {
            ControlEndpoints.Map(group, state, options.Keys);
            ReceiverEndpoints.Map(group, options.Keys, time);
        }

        return group;
    }
}
