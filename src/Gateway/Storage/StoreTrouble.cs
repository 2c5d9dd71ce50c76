using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Storage;

/// <summary>Says once that the store fails and once that it works again, however many calls notice.</summary>
/// <param name="what">What can't be done to it: written or read.</param>
internal sealed partial class StoreTrouble(ILogger<StoreTrouble> logger, TimeProvider time, string what)
{
    private long began;
    private int failures;

    public static StoreTrouble Of(IServiceProvider provider, string what) => new(
        provider.GetService<ILogger<StoreTrouble>>() ?? NullLogger<StoreTrouble>.Instance, provider.GetRequiredService<TimeProvider>(), what);

    public void Failed(Exception problem)
    {
        Interlocked.Increment(ref failures);
        if (Interlocked.CompareExchange(ref began, time.GetTimestamp(), 0) == 0)
        {
            Begins(logger, problem, what);
        }
    }

    public void Worked()
    {
        if (Volatile.Read(ref began) != 0 && Interlocked.Exchange(ref began, 0) is var since and not 0)
        {
            Ends(logger, what, time.GetElapsedTime(since), Interlocked.Exchange(ref failures, 0));
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The store can't be {What}; what needs that is answered 503 until it can")]
    private static partial void Begins(ILogger logger, Exception problem, string what);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store can be {What} again after {Time}; it had failed {Failures} time(s)")]
    private static partial void Ends(ILogger logger, string what, TimeSpan time, int failures);
}
