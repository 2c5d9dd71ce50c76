using Gateway.Crash.Clients;
using Gateway.Sandbox;

namespace Gateway.Crash.World;

/// <summary>Finds jobs at the upstreams while they make more of them. Safe to use from many threads.</summary>
internal sealed class JobIndex(SandboxState upstreams)
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Upstream, string Id), SandboxJob> byName = [];
    private readonly Dictionary<(string Upstream, string Marker, string Key), SandboxJob> byMarker = [];
    private int seen;

    /// <param name="name">Its id, the task that it was made for, or the attempt, as far as its upstream was told.</param>
    public SandboxJob? Named(string upstream, string name)
    {
        lock (gate)
        {
            if (byName.TryGetValue((upstream, name), out var known))
            {
                return known;
            }

            Refresh();
            return byName.GetValueOrDefault((upstream, name));
        }
    }

    /// <summary>The job that a wish became there, by its key.</summary>
    public SandboxJob? Marked(string upstream, string marker, string key)
    {
        lock (gate)
        {
            Refresh();
            return byMarker.GetValueOrDefault((upstream, marker, key));
        }
    }

    private void Refresh()
    {
        var jobs = upstreams.Jobs;
        foreach (var job in jobs.Skip(seen))
        {
            byMarker[(job.Upstream, Marker.In(job.Body), job.Key)] = job;
            foreach (var name in new[] { job.Id, job.ClientBusinessId, job.IdempotencyKey }.OfType<string>())
            {
                byName[(job.Upstream, name)] = job;
            }
        }

        seen = jobs.Count;
    }
}
