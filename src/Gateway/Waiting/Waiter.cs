using System.Threading.Channels;
using Gateway.Tasks;

namespace Gateway.Waiting;

/// <summary>One call that waits for news of a task. It costs some memory and no thread; whoever leaves disposes it.</summary>
internal sealed class Waiter(Waiters all, string taskId, string keyId, string? authorization) : IDisposable
{
    // Only the newest counts: a client is told how the task is, not all that it went through.
    private readonly Channel<Task<TaskRecord?>> news = Channel.CreateBounded<Task<TaskRecord?>>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public string TaskId => taskId;

    public string KeyId => keyId;

    public string? Authorization => authorization;

    public void Tell(Task<TaskRecord?> task) => news.Writer.TryWrite(task);

    /// <summary>Its client key works no more.</summary>
    public void End() => news.Writer.TryComplete();

    /// <returns>The task as it has become; null when the client key works no more.</returns>
    public async Task<TaskRecord?> Next(CancellationToken cancel)
    {
        while (await news.Reader.WaitToReadAsync(cancel))
        {
            if (news.Reader.TryRead(out var told) && await told.WaitAsync(cancel) is { } task)
            {
                return task;
            }
        }

        return null;
    }

    public void Dispose() => all.Leave(this);
}
