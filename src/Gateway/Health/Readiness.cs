using System.Data.Common;

namespace Gateway.Health;

/// <summary>Whether the store can do its work. It is really written to, at most four times a second however many ask.</summary>
/// <param name="isReady">Asks the store.</param>
internal sealed class Readiness(Func<ValueTask<bool>> isReady, TimeProvider time)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock access = new();
    private Task<bool>? probe;
    private long began;

    public async Task<bool> Check()
    {
        try
        {
            return await Probe().WaitAsync(Patience, time);
        }
        catch (TimeoutException)
        {
            // A store that takes so long is of no use to anyone. The probe goes on, and whoever asks meanwhile waits for the same.
            return false;
        }
    }

    private Task<bool> Probe()
    {
        lock (access)
        {
            if (probe is null || (probe.IsCompleted && time.GetElapsedTime(began) >= KeptFor))
            {
                began = time.GetTimestamp();
                probe = Ask();
            }

            return probe;
        }
    }

    private async Task<bool> Ask()
    {
        try
        {
            return await isReady();
        }
        catch (DbException)
        {
            // The store has said in the log what is wrong.
            return false;
        }
    }
}
