using Gateway.Sandbox.Faults;
using Gateway.Sandbox.Jobs;

namespace Gateway.Sandbox;

/// <summary>All that the simulated upstreams know. Safe to use from many threads.</summary>
public sealed class SandboxState : IDisposable
{
    private readonly Lock gate = new();
    private readonly List<SandboxJob> jobs = [];
    private readonly Dictionary<(string Upstream, string Id), int> byId = [];
    private readonly Dictionary<(string Upstream, string Key, string BusinessId), int> byBusinessId = [];
    private readonly Dictionary<(string Upstream, string Key, string IdempotencyKey), int> byIdempotencyKey = [];
    private readonly Dictionary<string, SandboxRequests> requests = [];
    private readonly Dictionary<string, Queue<FaultList>> scripts = [];
    private readonly string? journalPath;
    private JobJournal? journal;

    internal SandboxState(SandboxOptions options)
    {
        journalPath = options.Journal;
        foreach (var upstream in UpstreamNames.All)
        {
            requests[upstream] = new SandboxRequests();
            scripts[upstream] = new Queue<FaultList>();
        }
    }

    /// <summary>Every job that was created, oldest first.</summary>
    public IReadOnlyList<SandboxJob> Jobs
    {
        get
        {
            lock (gate)
            {
                OpenJournal();
                return [.. jobs];
            }
        }
    }

    /// <summary>What each upstream was asked, by its name.</summary>
    public IReadOnlyDictionary<string, SandboxRequests> Requests
    {
        get
        {
            lock (gate)
            {
                return new Dictionary<string, SandboxRequests>(requests);
            }
        }
    }

    /// <summary>Queues faults: each text is for one of the next creates that pass the upstream's checks; <c>+</c> joins several for one.</summary>
    /// <exception cref="ArgumentException">The upstream or a fault is not known; then none is queued.</exception>
    public void Script(string upstream, params string[] faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        if (!UpstreamNames.All.Contains(upstream))
        {
            throw new ArgumentException($"'{upstream}' is not an upstream; known: {string.Join(", ", UpstreamNames.All)}", nameof(upstream));
        }

        var lists = faults.Select(text =>
            FaultList.Parse(text, upstream, out var problem) ?? throw new ArgumentException(problem, nameof(faults))).ToList();
        lock (gate)
        {
            lists.ForEach(scripts[upstream].Enqueue);
        }
    }

    /// <summary>
    /// Takes the journal and the jobs in it; the first call that needs them does it too. So a process that finds that it
    /// may not run has not touched the journal of the one that does.
    /// </summary>
    /// <exception cref="IOException">The journal can't be used, or another process uses it.</exception>
    public void OpenJournal()
    {
        lock (gate)
        {
            if (journal is null && journalPath is not null)
            {
                journal = new JobJournal(journalPath);
                foreach (var job in journal.Loaded)
                {
                    Add(job);
                }
            }
        }
    }

    public void Dispose() => journal?.Dispose();

    internal void Count(string upstream, Func<SandboxRequests, SandboxRequests> add)
    {
        lock (gate)
        {
            requests[upstream] = add(requests[upstream]);
        }
    }

    internal Creation Create(NewJob request)
    {
        var job = request.Job;
        lock (gate)
        {
            OpenJournal();
            if (request.Replays && job.IdempotencyKey is { } name
                && byIdempotencyKey.TryGetValue((job.Upstream, job.Key, name), out var known))
            {
                return jobs[known].HasSameBody(request.Body) ? new Creation.Replayed(jobs[known]) : new Creation.Conflict();
            }

            var faults = scripts[job.Upstream].TryDequeue(out var scripted) ? scripted : request.Faults;
            if (faults.Refusal is { } refusal)
            {
                return new Creation.Refused(refusal, faults);
            }

            job = job with { Faults = faults.ToString() };
            journal?.Append(job);
            Add(job);
            return new Creation.Made(job, faults);
        }
    }

    /// <summary>Counts one poll and returns the job, or null when this key has none of that name.</summary>
    internal SandboxJob? Poll(string upstream, string key, string id)
    {
        lock (gate)
        {
            OpenJournal();
            if ((!byId.TryGetValue((upstream, id), out var index) && !byBusinessId.TryGetValue((upstream, key, id), out index))
                || jobs[index].Key != key)
            {
                return null;
            }

            return jobs[index] = jobs[index] with { PollCount = jobs[index].PollCount + 1 };
        }
    }

    /// <summary>The job of that id at any upstream.</summary>
    internal SandboxJob? Find(string id)
    {
        lock (gate)
        {
            OpenJournal();
            var upstream = UpstreamNames.All.FirstOrDefault(name => byId.ContainsKey((name, id)));
            return upstream is null ? null : jobs[byId[(upstream, id)]];
        }
    }

    private void Add(SandboxJob job)
    {
        byId[(job.Upstream, job.Id)] = jobs.Count;
        if (job.ClientBusinessId is { } businessId)
        {
            byBusinessId[(job.Upstream, job.Key, businessId)] = jobs.Count;
        }

        if (job.IdempotencyKey is { } idempotencyKey)
        {
            byIdempotencyKey[(job.Upstream, job.Key, idempotencyKey)] = jobs.Count;
        }

        jobs.Add(job);
    }
}
