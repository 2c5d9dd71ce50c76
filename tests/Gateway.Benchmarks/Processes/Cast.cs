using System.Globalization;

namespace Gateway.Benchmarks.Processes;

/// <summary>Starts the processes of a run with their settings.</summary>
internal static class Cast
{
    public const string ClientKey = "sk-benchmark";
    public const string Team = "benchmark";
    public const string PoolKey = "one";
    public const string PoolSecret = "upstream-secret";

    public static Task<Child> Stub() => Child.Start("stub", "stub");

    public static Task<Child> Sandbox() => Child.Start("sandbox", "sandbox");

    /// <param name="length">Of its one file, in bytes.</param>
    public static Task<Child> Files(long length) => Child.Start("stub", "stub", "files", length.ToString(CultureInfo.InvariantCulture));

    public static Task<Child> Yarp(Child stub) => Child.Start("YARP", "yarp", stub.Url.AbsoluteUri);

    /// <param name="poll">From one poll of a task to the next; also before the first.</param>
    /// <param name="store">The settings of its store, and whatever else is to be another than usual.</param>
    /// <param name="twin">A second replica on the same store.</param>
    public static Task<Child> Gateway(Child stub, IEnumerable<string> store, TimeSpan poll, string name = "gateway", Child? twin = null)
    {
        var interval = poll.ToString("c", CultureInfo.InvariantCulture);
        return Child.Start(
            name,
            "gateway",
            // As it ships: docs/decisions/0010.
            serverCollector: false,
            [
                $"--Urls={Roles.RoleHost.AnyPort}",
                $"--Upstreams:toapis:BaseUrl={stub.Url.AbsoluteUri}",
                $"--Upstreams:toapis:Keys:0:Id={PoolKey}",
                $"--Upstreams:toapis:Keys:0:Secret={PoolSecret}",
                $"--Clients:0:Name={Team}",
                $"--Clients:0:Key={ClientKey}",
                $"--Polling:InitialDelay={interval}",
                $"--Polling:Interval={interval}",
                $"--Polling:MaxInterval={interval}",
                "--Sandbox:Enabled=false",
                // YARP writes no line per request either.
                "--Serilog:MinimumLevel:Override:Gateway.Telemetry.RequestLog=Warning",
                "--Serilog:MinimumLevel:Override:Gateway.Workers=Warning",
                .. store,
            ],
            twin);
    }
}
