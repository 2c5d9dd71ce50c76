using Gateway.Tasks;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Waiting;

/// <summary>Registers what calls that wait for a task need.</summary>
internal static class WaitingSetup
{
    public static void AddWaiting(this IServiceCollection services, WaitingOptions options)
    {
        services.AddSingleton(options);
        services.TryAddSingleton(WaitingTerms.Usual);
        services.AddSingleton<Waiters>();
        services.AddSingleton<ITaskSubscriber>(provider => provider.GetRequiredService<Waiters>());
        services.AddSingleton<QueuePlaces>();
        services.AddSingleton<LongPoll>();
        services.AddSingleton<TaskStreams>();
    }
}
