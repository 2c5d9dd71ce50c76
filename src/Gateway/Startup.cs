using System.Data;
using System.Data.Common;
using System.Net.Sockets;
using System.Security.Cryptography;
using Gateway.Keys;
using Gateway.Listening;
using Gateway.Routing;
using Gateway.Signing;
using Gateway.Simulation;
using Gateway.Tasks;
using Gateway.Workers;

namespace Gateway;

/// <summary>What happens once, around the start.</summary>
internal static class Startup
{
    public const string NoStore = "The gateway does not start: it can't use its store.";
    public const string NoAddress = "The gateway does not start: it can't listen.";

    public const string DefaultEnvironment = "GATEWAY_DEFAULT_ENVIRONMENT";

    private const int FaultyExit = 1;

    // Its word for an https address without a usable certificate.
    private const string Kestrel = "Microsoft.AspNetCore.Server.Kestrel.Core";

    /// <summary>
    /// The environment when nothing names one. The launch profile sets only this, because what a profile sets wins over
    /// the environment of whoever calls <c>dotnet run</c>, and "Production" has to count there too.
    /// </summary>
    /// <returns>Null when something names one, or the default is the framework's.</returns>
    public static string? EnvironmentName(string[] args)
    {
        var named = new ConfigurationBuilder().AddEnvironmentVariables("DOTNET_").AddEnvironmentVariables("ASPNETCORE_").AddCommandLine(args).Build();
        return string.IsNullOrEmpty(named[HostDefaults.EnvironmentKey]) ? Environment.GetEnvironmentVariable(DefaultEnvironment) : null;
    }

    public static int Refuse(IReadOnlyList<string> faults) => Refuse($"The gateway does not start: {faults.Count} fault(s) in the settings.", faults);

    /// <summary>Says everything that keeps the gateway from starting.</summary>
    /// <returns>The exit code.</returns>
    public static int Refuse(string headline, IReadOnlyList<string> reasons)
    {
        Console.Error.WriteLine(headline);
        foreach (var reason in reasons)
        {
            Console.Error.WriteLine($"  {reason}");
        }

        return FaultyExit;
    }

    /// <summary>Loads keys and switches, and takes up what the last process left.</summary>
    /// <returns>What keeps the gateway from starting.</returns>
    public static async Task<IReadOnlyList<string>> Prepare(IServiceProvider services)
    {
        IReadOnlyList<string> missing =
        [
            .. MissingKeys.In(services.GetRequiredService<Settings>().Upstreams, await services.GetRequiredService<ITaskStore>().KeysInUse()),
            .. await SigningCheck.Faults(services.GetRequiredService<SigningKeys>(), services.GetRequiredService<ISigningStore>()),
        ];
        if (missing.Count == 0)
        {
            await services.GetRequiredService<KeyBook>().Load();
            await services.GetRequiredService<PoolSharing>().Load();
            await services.GetRequiredService<Poller>().TakeUp(CancellationToken.None);
        }

        return missing;
    }

    /// <summary>Opens the store, which brings its schema up to date, and then the simulated upstreams'.</summary>
    /// <returns>What is wrong with it.</returns>
    public static IReadOnlyList<string> OpenStore(IServiceProvider services)
    {
        try
        {
            services.GetRequiredService<ITaskStore>();
            if (SigningKey(services) is { } noKey)
            {
                return [noKey];
            }

            return SimulationSetup.OpenJournal(services) is { } unusable ? [unusable] : [];
        }
        catch (Exception problem) when (problem is DbException or DataException or IOException or UnauthorizedAccessException)
        {
            return [Unusable(problem.Message)];
        }
    }

    /// <returns>What is wrong with the file of a key that is made, or null.</returns>
    private static string? SigningKey(IServiceProvider services)
    {
        try
        {
            services.GetRequiredService<SigningKeys>();
            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return $"Signing:Key is not set, and {MadeKey.UsualFile}, where one is made in Development, can't be used: {problem.Message}";
        }
    }

    public static string Unusable(string problem) => $"Storage:ConnectionString names a database that can't be used: {problem}";

    /// <summary>Starts to answer.</summary>
    /// <returns>What is wrong with the addresses.</returns>
    public static async Task<IReadOnlyList<string>> Listen(WebApplication app)
    {
        try
        {
            await app.StartAsync();
            return [];
        }
        catch (Exception problem) when (problem is IOException or SocketException or CryptographicException or InvalidOperationException { Source: Kestrel })
        {
            // The loops have begun already; without a stop, their end would be logged as a failure.
            await app.StopAsync();
            return [$"{ListenUrls.Setting} names an address that can't be listened on: {problem.Message}"];
        }
    }
}
