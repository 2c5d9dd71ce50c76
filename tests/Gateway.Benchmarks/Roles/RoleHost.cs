namespace Gateway.Benchmarks.Roles;

/// <summary>How the runner and its children speak: the child prints its address, and ends when its input ends.</summary>
internal static class RoleHost
{
    public const string AddressMark = "listening on ";
    public const string AnyPort = "http://127.0.0.1:0";

    /// <summary>Serves until the runner closes the pipe, which also happens when the runner dies: no child outlives it.</summary>
    public static async Task<int> Serve(WebApplication app)
    {
        await app.StartAsync();
        Console.WriteLine(AddressMark + app.Urls.First());
        while (await Console.In.ReadLineAsync() is not null)
        {
            // Nothing is ever said on it; only its end counts.
        }

        await app.StopAsync();
        return 0;
    }
}
