using System.Threading.Channels;

namespace Gateway.Tasks;

/// <summary>Hands events from the engine that has committed them to whoever delivers them in this process.</summary>
internal sealed class TaskEvents
{
    private const int MostWaiting = 100_000;

    // What does not fit is not lost: the reader sees the gap in the ids and reads it from the store.
    private readonly Channel<TaskEvent?> committed = Channel.CreateBounded<TaskEvent?>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Null where there may be events in the store that nobody has handed over.</summary>
    public ChannelReader<TaskEvent?> Committed => committed.Reader;

    public void Publish(IReadOnlyList<TaskEvent> events)
    {
        foreach (var happened in events)
        {
            committed.Writer.TryWrite(happened);
        }
    }

    /// <summary>Has the store looked into.</summary>
    public void Look() => committed.Writer.TryWrite(null);
}
