using System.Data.Common;
using Gateway.Tasks;

namespace Gateway.Telemetry;

/// <summary>
/// The store's figures, asked for at most every few seconds however many scrape, and more rarely where the answer takes
/// long: so the question never takes more than a fiftieth of the time.
/// </summary>
internal sealed class KnownFigures(ITaskReports reports, IHostApplicationLifetime lifetime, TimeProvider time)
{
    private const int Share = 50;
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>What was true so long ago says nothing about now.</summary>
    private static readonly TimeSpan WorthFor = TimeSpan.FromMinutes(2);

    private readonly Lock access = new();
    private Task? question;
    private bool over;
    private long asked;
    private TimeSpan took;
    private (StoreFigures Figures, long At)? last;

    /// <summary>What the last answer was; null when there is none that is worth something. When it is old, the next one will be newer.</summary>
    public StoreFigures? Last
    {
        get
        {
            // Before the start and after the end too the numbers are collected, but then the store may not be there.
            if (lifetime.ApplicationStarted.IsCancellationRequested && !lifetime.ApplicationStopping.IsCancellationRequested)
            {
                _ = Question();
            }

            lock (access)
            {
                return last is { } known && time.GetElapsedTime(known.At) < WorthFor ? known.Figures : null;
            }
        }
    }

    /// <summary>Asks if the last answer is old. A store that takes long is not waited for.</summary>
    public async Task Refresh() => await Question().WaitAsync(Patience, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Asks nobody any more: the process ends, and its last collection must not open a store that may never have been usable.</summary>
    public void End()
    {
        lock (access)
        {
            over = true;
        }
    }

    private Task Question()
    {
        lock (access)
        {
            if (over)
            {
                return question ?? Task.CompletedTask;
            }

            var rest = took * Share > KeptFor ? took * Share : KeptFor;
            if (question is null || (question.IsCompleted && time.GetElapsedTime(asked) >= rest))
            {
                asked = time.GetTimestamp();
                question = Task.Run(Ask);
            }

            return question;
        }
    }

    private async Task Ask()
    {
        try
        {
            var figures = await reports.Figures();
            lock (access)
            {
                (last, took) = ((figures, asked), time.GetElapsedTime(asked));
            }
        }
        catch (DbException)
        {
            // The store has said in the log what is wrong.
        }
    }
}
