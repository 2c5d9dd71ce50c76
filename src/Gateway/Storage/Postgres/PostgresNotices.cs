using System.Threading.Channels;
using Gateway.Canonical;

namespace Gateway.Storage.Postgres;

/// <summary>
/// Tells the other replicas that there is something new: the first time at once, then what has come up within a pause
/// together. Never inside the transaction that made it: a NOTIFY holds a lock of the whole server until its commit, and
/// creates would queue for it. Who is not told finds it by looking now and then.
/// </summary>
internal sealed class PostgresNotices : IAsyncDisposable
{
    /// <summary>Where PostgreSQL hands them over.</summary>
    public const string Name = "gateway";

    /// <summary>Events were committed.</summary>
    public const string Events = "events";

    /// <summary>A client key or a team has changed.</summary>
    public const string Keys = "keys";

    /// <summary>A pool key was switched or marked.</summary>
    public const string Pool = "pool";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Channel<bool> some = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock access = new();
    private readonly HashSet<string> untold = [];
    private readonly PostgresSource source;
    private readonly string replica;
    private readonly TimeProvider time;
    private readonly Task loop;

    public PostgresNotices(PostgresSource source, PostgresReplica replica, TimeProvider time)
    {
        (this.source, this.replica, this.time) = (source, replica.Id, time);
        loop = Task.Run(Run);
    }

    /// <summary>What a notice of another replica is about; null for one of this process.</summary>
    public string? Read(string payload) => payload.Split(' ', 2) is [var kind, var from] && from != replica ? kind : null;

    public void Tell(string kind)
    {
        lock (access)
        {
            untold.Add(kind);
        }

        some.Writer.TryWrite(true);
    }

    public async ValueTask DisposeAsync()
    {
        some.Writer.TryComplete();
        await loop;
    }

    private async Task Run()
    {
        await foreach (var _ in some.Reader.ReadAllAsync())
        {
            try
            {
                await source.Do("SELECT pg_notify($1, kind || ' ' || $2) FROM unnest($3::text[]) AS kind", Name, replica, Untold());
            }
            catch (StoreUnavailableException)
            {
                // The store says so itself, once.
            }

            await Task.Delay(Pause, time);
        }
    }

    private string[] Untold()
    {
        lock (access)
        {
            string[] kinds = [.. untold];
            untold.Clear();
            return kinds;
        }
    }
}
