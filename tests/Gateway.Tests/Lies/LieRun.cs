using System.Text;
using Gateway.Canonical;
using Gateway.Dialects;
using Gateway.Models;
using Gateway.Quotas;
using Gateway.Routing;
using Gateway.Tasks;
using Gateway.Telemetry;
using Gateway.Tests.Models;
using Gateway.Tests.Support;
using Gateway.Upstreams;
using Gateway.Videos;
using Gateway.Workers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Lies;

/// <summary>
/// Tasks from their create to their end, at an upstream that lies at every turn: the real submitter, poller, reconciler and
/// sender, with a clock that is driven and a network that is not there.
/// </summary>
internal sealed class LieRun : IDisposable
{
    private const int MostTurns = 10;
    private static readonly PollingOptions Polling = Some.Polling with { MaxAge = TimeSpan.FromDays(1) };

    private readonly Random random;
    private readonly Liar liar;
    private readonly ManualTime time = new();
    private readonly LyingNetwork network = new();
    private readonly CheckedLog log = new("liars/Key+of-the.pool");
    private readonly ServiceProvider services;
    private readonly OneTask memory = new();
    private readonly Submitter submitter;
    private readonly Poller poller;
    private readonly IReadOnlyList<Upstream> upstreams;
    private int tasks;

    public LieRun(int seed)
    {
        random = new Random(seed);
        liar = new Liar(random);
        upstreams = [.. Registrations.Dialects.Select(NewUpstream)];
        var rooms = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log))
            .AddSingleton<TimeProvider>(time)
            .AddSingleton(new Random(seed))
            .AddSingleton<ITaskStore>(memory)
            .AddSingleton(new UpstreamRegistry(upstreams))
            .AddSingleton(new UpstreamSender(time, network))
            .AddSingleton<SafeMessage>()
            .AddSingleton(Matrix.Catalogue)
            .AddSingleton<LiveCatalogue>()
            .AddSingleton<Router>()
            .AddSingleton<Pool>()
            .AddSingleton(new IdSource(time, random.NextBytes));
        rooms.AddMeters();
        rooms.AddTasks(Polling, new SubmissionOptions(TimeSpan.FromMinutes(10), 100, 50), keepTasksFor: null);
        services = rooms.BuildServiceProvider();
        submitter = services.GetRequiredService<Submitter>();
        poller = services.GetRequiredService<Poller>();
    }

    public int Answers { get; private set; }

    /// <summary>The first case of everything that should not be.</summary>
    public Dictionary<string, string> Findings { get; } = [];

    /// <summary>How often each end was reached: a run in which nothing happens proves nothing.</summary>
    public Dictionary<string, int> Ends { get; } = [];

    public void Dispose() => services.Dispose();

    /// <summary>One task, from its create on.</summary>
    public async Task Follow()
    {
        var upstream = upstreams[random.Next(upstreams.Count)];
        tasks++;
        var names = new JobNames($"video_{tasks}", $"job-{tasks}", $"tsk/{tasks}", upstream.Options.Keys[0].Secret);
        await Create(upstream, names);
        // Some say the same again and again, until it is believed if it ever is.
        var isStubborn = random.Next(4) == 0;
        for (var turn = 0; turn < MostTurns && memory.Task.DueAt is not null; turn++)
        {
            time.Advance(TimeSpan.FromSeconds(random.Next(1, 120)));
            var before = memory.Task;
            // A lie that was believed at create: from then on the job has the id that it gave.
            var known = names with { Id = before.UpstreamTaskId ?? names.Id, Alias = before.UpstreamAliasId ?? names.Id };
            var lie = isStubborn && turn > 0 ? network.Next : before.State == TaskState.Unknown && random.Next(2) == 0 ? liar.Create(upstream.Name, known) : liar.Poll(upstream.Name, known);
            await Tell(lie, () => poller.Attend(before, CancellationToken.None));
            Check(before, memory.Task, lie, new Judge(lie, known));
        }

        Count(memory.Task.IsTerminal ? memory.Task.ErrorCode ?? "completed" : memory.Task.State.Word());
    }

    private async Task Create(Upstream upstream, JobNames names)
    {
        memory.Task = Some.Task(time, TaskState.Submitting, names.TaskId) with { Upstream = upstream.Name, PoolKey = "main", Model = "viduq3-pro", Routes = upstream.Name };
        memory.Attempt = new AttemptRecord($"att_{tasks}", names.TaskId, 1, upstream.Name, "main", memory.Task.CreatedAt);
        memory.Closings.Clear();
        var before = memory.Task;
        // A breaker of its own: one that opens would hold most of the lies back.
        var trusting = NewUpstream(upstream.Dialect);
        var candidate = new Candidate(new ModelRoute { Upstream = upstream.Name, UpstreamModel = "viduq3-pro" }, trusting);
        var lie = liar.Create(upstream.Name, names);
        await Tell(lie, () => submitter.Submit(new StartedAttempt(before, memory.Attempt, time.GetTimestamp()), [candidate], Some.Request()));
        Check(before, memory.Task, lie, new Judge(lie, names));
    }

    private async Task Tell(Lie lie, Func<Task> act)
    {
        Answers++;
        network.Next = lie;
        try
        {
            await act();
        }
#pragma warning disable CA1031 // Whatever is thrown is the finding.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            Findings.TryAdd(problem.GetType().Name, $"{memory.Task.Upstream} {memory.Task.State}: {lie}: {problem}");
        }
    }

    private void Check(TaskRecord before, TaskRecord after, Lie lie, Judge judge)
    {
        var isFollowed = before.State is TaskState.Polling or TaskState.Failed;
        Require(after.State != TaskState.Completed || isFollowed, "completed by a create");
        Require(after.State != TaskState.Completed || !after.ResultUrl!.Contains("foreign.", StringComparison.OrdinalIgnoreCase) || judge.MayHaveForeignLink, "completed with another's video");
        Require(before.State == TaskState.Polling || after.State != TaskState.Polling || judge.MayBeAccepted, "accepted another's job");
        if (before.State == TaskState.Polling && after.State == TaskState.Failed)
        {
            Require(after.ErrorCode == TaskErrors.TaskLost ? judge.MayBeLost : judge.MayFail, "ended by what is no verdict");
        }

        Require(after.Money == Money.Charged == (after.State == TaskState.Completed), "charged or not against its state");
        Require(after.Progress >= before.Progress, "fell back");
        var shown = Encoding.UTF8.GetString(JsonBytes.Of(writer => TaskJson.Write(writer, after)));
        string?[] kept = [shown, after.UpstreamMetadata, after.UpstreamTaskId, after.UpstreamAliasId, after.ResultUrl, after.ErrorMessage, .. memory.Closings.Select(closing => closing.Detail)];
        Require(!kept.Any(log.IsSecret), "keeps a key");
        Require(memory.Closings.All(closing => closing.Detail is null || UpstreamWord.IsOneLine(closing.Detail)), "keeps a second line");
        Require(after.UpstreamTaskId is null || UpstreamWord.IsOneLine(after.UpstreamTaskId), "keeps an id of two lines");
        Require(log.Trouble is null, "logs a key, a second line or an exception");

        void Require(bool holds, string what)
        {
            if (!holds)
            {
                Findings.TryAdd(what, $"{lie}\n {before}\n {after}\n {string.Join(';', memory.Closings)} {log.Trouble}");
            }
        }
    }

    private void Count(string end) => Ends[end] = Ends.GetValueOrDefault(end) + 1;

    private Upstream NewUpstream(IUpstreamDialect dialect) => new(
        new UpstreamOptions(
            dialect.Name, dialect.Name, true, new Uri($"http://{dialect.Name}.upstream.example"), TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(30), dialect.Name == "apimart",
            [new PoolKeyOptions("main", log.Secret, 1, 0, 0, Enabled: true)]),
        dialect,
        new Breaker(time));
}
