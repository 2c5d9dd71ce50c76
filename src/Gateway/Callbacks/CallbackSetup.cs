using System.Security.Cryptography;
using System.Text.Json;
using Gateway.Outbound;
using Gateway.Signing;
using Gateway.Tasks;

namespace Gateway.Callbacks;

/// <summary>Registers what tells of tasks' ends.</summary>
internal static class CallbackSetup
{
    /// <param name="writeTask">Writes the task as its client sees it.</param>
    public static void AddCallbacks(this IServiceCollection services, CallbackOptions options, SigningOptions signing, Func<IServiceProvider, Action<Utf8JsonWriter, TaskRecord>> writeTask)
    {
        services.AddSingleton(options);
        services.AddSingleton(new CallbackUrls(options, signing));
        services.AddSingleton(provider => new CallbackBody(writeTask(provider)));
        services.AddSingleton(provider => new CallbackSecrets(
            provider.GetRequiredService<SigningKeys>(), provider.GetRequiredService<ISecretStore>(), RandomNumberGenerator.Fill, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new CallbackSender(OutboundGuard.Of(options.Inside, httpOnlyInside: true), provider.GetRequiredService<TimeProvider>()));
    }
}
