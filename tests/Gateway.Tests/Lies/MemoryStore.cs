using System.Reflection;
using Gateway.Canonical;
using Gateway.Tasks;
using Gateway.Tests.Support;

namespace Gateway.Tests.Lies;

/// <summary>A store of one task in memory: it answers what the poller and the submitter ask, and nothing else.</summary>
#pragma warning disable CA1852 // The proxy that is made at run time derives from it.
internal class MemoryStore : DispatchProxy
#pragma warning restore CA1852
{
    private static readonly string Request = ResolvedJson.Text(Some.Request());

    public TaskRecord Task { get; set; } = null!;

    public AttemptRecord Attempt { get; set; } = null!;

    public List<AttemptClosing> Closings { get; } = [];

    public static (ITaskStore Store, MemoryStore Memory) Create()
    {
        var store = Create<ITaskStore, MemoryStore>();
        return (store, (MemoryStore)(object)store);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
    {
        nameof(ITaskStore.Update) => System.Threading.Tasks.Task.FromResult<TaskRecord?>(Changed(args!)),
        nameof(ITaskStore.Retry) => System.Threading.Tasks.Task.FromResult<(TaskRecord, StartedAttempt?)?>((Changed(args!), null)),
        nameof(ITaskStore.Find) => new ValueTask<TaskRecord?>(Task),
        nameof(ITaskStore.FindRequest) => new ValueTask<string>(Request),
        nameof(ITaskStore.LastAttempt) => new ValueTask<AttemptRecord?>(Attempt),
        var other => throw new NotSupportedException(other),
    };

    /// <summary>The last task among what a method was given is the one that it is to become.</summary>
    private TaskRecord Changed(object?[] args)
    {
        Closings.AddRange(args.OfType<AttemptClosing>());
        return Task = args.OfType<TaskRecord>().Last() with { Version = Task.Version + 1 };
    }
}
