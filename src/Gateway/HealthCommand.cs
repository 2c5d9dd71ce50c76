using System.Text.Json;
using Gateway.Listening;

namespace Gateway;

/// <summary>
/// The command that asks the gateway on this machine whether it is ready, so that a container needs no other program for
/// it. It reads where that one listens from the same settings, checks nothing else of them and touches no store.
/// </summary>
internal static class HealthCommand
{
    public const string Name = "--health";

    private const string PathBase = "PathBase";

    /// <summary>More than the gateway itself takes for its answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public static bool IsIn(string[] args) => args.Contains(Name);

    /// <returns>The exit code.</returns>
    public static async Task<int> Run(IConfiguration configuration)
    {
        if (ListenUrls.OnThisMachine(configuration) is not { } address)
        {
            return Say(ready: false, $"{ListenUrls.Setting} names no address with a port that could be asked.");
        }

        var url = new Uri($"{address}{Prefix(configuration[PathBase])}/healthz/ready");
        try
        {
            using var client = new HttpClient(Handler()) { Timeout = Patience };
            using var response = await client.GetAsync(url);
            return Say(response.IsSuccessStatusCode, $"{url} is answered {(int)response.StatusCode}{await Status(response)}.");
        }
        catch (HttpRequestException problem)
        {
            return Say(ready: false, $"{url} can't be asked: {problem.Message}");
        }
        catch (TaskCanceledException)
        {
            return Say(ready: false, $"{url} is not answered within {Patience.TotalSeconds:0} seconds.");
        }
    }

    // The address is this machine's own: its certificate is for the name that clients use, and no proxy stands before it.
    private static SocketsHttpHandler Handler() => new()
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null },
    };

    private static string Prefix(string? pathBase) => pathBase?.Trim('/') is { Length: > 0 } path ? $"/{path}" : "";

    private static async Task<string> Status(HttpResponseMessage response)
    {
        try
        {
            using var answer = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
            return answer.RootElement.TryGetProperty("status", out var status) ? $", {status}" : "";
        }
        catch (JsonException)
        {
            // Something else answers there; the code says enough.
            return "";
        }
    }

    private static int Say(bool ready, string line)
    {
        (ready ? Console.Out : Console.Error).WriteLine(line);
        return ready ? 0 : 1;
    }
}
