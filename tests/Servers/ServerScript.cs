using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace Gateway.Servers;

/// <summary>
/// A server that a shell script sets up in a temporary folder. When the tests run as root, it runs as the system's user
/// postgres: these servers refuse root. It ends with this process, however that ends: the script's input ends then.
/// </summary>
internal sealed class ServerScript : IDisposable
{
    private const string SystemUser = "postgres";

    // What an earlier run left behind, because everything was killed at once, goes at the next start.
    private const string Beginning =
        """
        exec 2>&1
        set -eu
        umask 077
        trap '' INT
        for left in "/tmp/$NAME"-*; do
            owner=${left#"/tmp/$NAME-"}; owner=${owner%-*}
            if [ -O "$left" ] && ! [ -d "/proc/$owner" ] && ! kill -0 "$owner" 2>/dev/null; then
                server=$(cat "$left/pid" 2>/dev/null || true)
                if [ -n "$server" ] && grep -qs "$left" "/proc/$server/cmdline"; then kill -s "$STOP" "$server" || true; fi
                rm -rf "$left"
            fi
        done
        dir=$(mktemp -d "/tmp/$NAME-$OWNER-XXXXXX")
        trap 'cat "$dir/log" 2>/dev/null || true; rm -rf "$dir"' EXIT
        cd "$dir"
        """;

    // Orders come as lines of the input: "down" ends the server and keeps everything else, "up" starts it again.
    private const string End =
        """
        exec 3<&0
        ( while read -r order <&3; do
            case $order in
                down) touch held; kill -s "$STOP" "$(cat pid)" ;;
                up) touch again ;;
            esac
        done
        touch over; kill -s "$STOP" "$(cat pid)" ) >/dev/null 2>&1 &
        while true; do
            serve >>log 2>&1 3<&- &
            echo $! >pid
            wait "$(cat pid)" || true
            [ -e held ] || break
            until [ -e again ] || [ -e over ]; do sleep 0.05; done
            if [ -e over ]; then break; fi
            rm held again
        done
        """;

    // Keeps the processes' inputs open.
    private static readonly ConcurrentBag<ServerScript> Running = [];

    private readonly ConcurrentQueue<string?> output = new();
    private readonly Process process;

    private ServerScript(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => output.Enqueue(line.Data);
        process.BeginOutputReadLine();
        Running.Add(this);
    }

    /// <summary>Why this machine can't run one.</summary>
    public static string? Missing() => OperatingSystem.IsWindows() ? "The tests start no servers on Windows."
        : !Environment.IsPrivilegedProcess ? null
        : !File.ReadLines("/etc/passwd").Any(line => line.StartsWith($"{SystemUser}:", StringComparison.Ordinal)) ? $"The tests run as root, and there is no user {SystemUser} to run a server as."
        : Shell.Ask("setpriv", "--version") is null ? "The tests run as root, and there is no setpriv to run a server as somebody else."
        : null;

    /// <param name="name">What its folder's name begins with.</param>
    /// <param name="script">Sets it up in the folder <c>$dir</c> and defines the function <c>serve</c>, which becomes the server.</param>
    /// <param name="stop">The signal that ends the server at once.</param>
    public static ServerScript Start(string name, string script, string stop, Dictionary<string, string> variables)
    {
        string[] shell = ["sh", "-c", $"{Beginning}\n{script}\n{End}"];
        string[] command = Environment.IsPrivilegedProcess ? ["setpriv", $"--reuid={SystemUser}", $"--regid={SystemUser}", "--init-groups", .. shell] : shell;
        var start = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = "/", RedirectStandardInput = true, RedirectStandardOutput = true };
        variables["NAME"] = name;
        variables["STOP"] = stop;
        variables["OWNER"] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        foreach (var (variable, value) in variables)
        {
            start.Environment[variable] = value;
        }

        return new ServerScript(Process.Start(start)!);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static string NewPassword() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Calls again and again until it works.</summary>
    public async Task Ready(Func<Task> call)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                await call();
                return;
            }
            catch (NpgsqlException) when (!process.HasExited)
            {
                await Task.Delay(20, limit.Token);
            }
            catch (NpgsqlException problem)
            {
                throw new InvalidOperationException($"The server ended: {string.Join('\n', output)}", problem);
            }
        }
    }

    /// <summary>Ends the server at once, and keeps what it has on disk.</summary>
    public void Down() => Order("down");

    /// <summary>Starts the server again, on the same address.</summary>
    public void Up() => Order("up");

    /// <summary>Ends it.</summary>
    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
    }

    private void Order(string order)
    {
        process.StandardInput.WriteLine(order);
        process.StandardInput.Flush();
    }
}
