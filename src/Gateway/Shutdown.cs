using Gateway.Canonical;

namespace Gateway;

/// <summary>
/// The end of the process. The host's <c>ApplicationStopping</c> is the moment that the drain begins: readiness fails, the loops take
/// nothing new, and calls are still served. Only after <c>Shutdown:ListenFor</c> is the host stopped, which ends the listeners.
/// </summary>
internal static partial class Shutdown
{
    public const int CutOffExit = 2;

    /// <summary>For the host's last steps once the time is over; a store that hangs must not hold up the end.</summary>
    private static readonly TimeSpan LastMoment = TimeSpan.FromSeconds(2);

    /// <summary>Waits for the signal, and then for what is under way.</summary>
    /// <returns>Whether all of it ended in time.</returns>
    public static async Task<bool> WhenAsked(WebApplication app, ShutdownOptions options)
    {
        await app.Lifetime.ApplicationStopping.Cancelled();
        Begins(app.Logger, options.ListenFor, options.EndWithin);
        var time = app.Services.GetRequiredService<TimeProvider>();
        using var end = new CancellationTokenSource(options.EndWithin, time);
        await Task.Delay(options.ListenFor, time, CancellationToken.None);

        var stop = app.StopAsync(end.Token);
        var tooLate = Task.Delay(options.EndWithin - options.ListenFor + LastMoment, time, CancellationToken.None);
        if (await Task.WhenAny(stop, tooLate) == stop)
        {
            await stop;
        }

        if (stop.IsCompleted && !end.IsCancellationRequested)
        {
            return true;
        }

        CutOff(app.Logger, options.EndWithin);
        return false;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The gateway is asked to end: it listens for {ListenFor} more, and ends within {EndWithin}")]
    private static partial void Begins(ILogger logger, TimeSpan listenFor, TimeSpan endWithin);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The gateway ends after {EndWithin} though something was still under way; a task that was being sent is unknown after the next start")]
    private static partial void CutOff(ILogger logger, TimeSpan endWithin);
}
