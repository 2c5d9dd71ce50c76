using System.Data;
using System.Data.Common;
using System.Net.Sockets;
using Gateway.Admin;
using Gateway.Keys;
using Gateway.Simulation;
using Gateway.Tasks;
using Gateway.Upstreams;

namespace Gateway;

/// <summary>What happens once, around the start.</summary>
internal static class Startup
{
    private const int FaultyExit = 1;

    /// <summary>Says everything that keeps the gateway from starting.</summary>
    /// <returns>The exit code.</returns>
    public static int Refuse(IReadOnlyList<string> faults)
    {
        Console.Error.WriteLine($"The gateway does not start: {faults.Count} fault(s) in the settings.");
        foreach (var fault in faults)
        {
            Console.Error.WriteLine($"  {fault}");
        }

        return FaultyExit;
    }

    /// <summary>Loads keys and switches, and takes up what the last process left.</summary>
    /// <returns>What keeps the gateway from starting.</returns>
    public static async Task<IReadOnlyList<string>> Prepare(IServiceProvider services)
    {
        var missing = await MissingKeys(services);
        if (missing.Count == 0)
        {
            await services.GetRequiredService<KeyBook>().Load();
            await services.GetRequiredService<PoolSwitch>().Load();
            await services.GetRequiredService<Poller>().Recover(CancellationToken.None);
        }

        return missing;
    }

    /// <summary>Opens the store, which brings its schema up to date.</summary>
    /// <returns>What is wrong with it.</returns>
    public static IReadOnlyList<string> OpenStore(IServiceProvider services)
    {
        try
        {
            services.GetRequiredService<ITaskStore>();
            return [];
        }
        catch (Exception problem) when (problem is DbException or DataException or IOException or UnauthorizedAccessException)
        {
            return [$"Storage:ConnectionString names a database that can't be used: {problem.Message}"];
        }
    }

    /// <summary>Starts to answer.</summary>
    /// <returns>What is wrong with the addresses.</returns>
    public static async Task<IReadOnlyList<string>> Listen(WebApplication app)
    {
        try
        {
            await app.StartAsync();
            return [];
        }
        catch (Exception problem) when (problem is IOException or SocketException)
        {
            return [$"{ListenUrls.Setting} names an address that can't be listened on: {problem.Message}"];
        }
    }

    /// <summary>Live tasks can only be polled with the upstream and key that have their jobs. Simulated ones may be left behind.</summary>
    private static async Task<IReadOnlyList<string>> MissingKeys(IServiceProvider services)
    {
        var upstreams = services.GetRequiredService<UpstreamRegistry>();
        return
        [
            .. from use in await services.GetRequiredService<ITaskStore>().KeysInUse()
               where use.PoolKey != SimulationOptions.PoolKeyId && upstreams.Find(use.Upstream)?.Key(use.PoolKey) is null
               select $"Upstreams:{use.Upstream}:Keys lacks the Id '{use.PoolKey}', which {use.Tasks} running task(s) must be polled with; "
                   + "put it back with Enabled=false until they have ended",
        ];
    }

    /// <summary>Tells a person at a console how to make the first call.</summary>
    public static void Greet(WebApplication app, Settings settings)
    {
        var url = app.Services.GetRequiredService<OwnAddress>().Url.AbsoluteUri.TrimEnd('/');
        Console.WriteLine($"Gateway listens on {url}   (API page: {url}/docs)");
        foreach (var upstream in settings.Upstreams.Where(upstream => upstream.Keys.Count == 0))
        {
            Console.WriteLine($"Upstream {upstream.Name} has no key and can take no work: set Upstreams:{upstream.Name}:Keys:0:Id and :Secret.");
        }

        if (settings is { Clients.Count: 0, Admin.KeyHash: null })
        {
            Console.WriteLine("No client key is configured: set Clients:0:Name and Clients:0:Key, or Admin:Key and make keys at /admin/v1/keys.");
        }

        if (settings.HasSandboxClient)
        {
            Console.WriteLine("Every upstream is simulated; nothing costs money.");
            Console.WriteLine($"Sandbox key: {Settings.SandboxClientKey}");
            Console.WriteLine("Try it:");
            Console.WriteLine($$"""
                  curl -s {{url}}/v1/videos/generations -H 'Authorization: Bearer {{Settings.SandboxClientKey}}' -H 'Content-Type: application/json' -d '{"model":"viduq3-pro","prompt":"A cat playing piano, camera slowly zooms in","duration":8,"resolution":"1080p","aspect_ratio":"16:9"}'
                """);
        }
    }
}
