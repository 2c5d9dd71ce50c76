using Gateway.Callbacks;
using Gateway.Canonical;

namespace Gateway.Workers;

/// <summary>What operators want to know of callbacks. Of the URL only the host: a client may have put a secret into the rest.</summary>
internal sealed partial class CallbackLog(ILogger<CallbackLog> logger)
{
    public void Tried(Callback callback, CallbackResult result, ReceiverState receiver)
    {
        var tries = callback.Tries + 1;
        if (result.Status == CallbackStatus.Delivered)
        {
            Delivered(logger, callback.Id, callback.TaskId, callback.Receiver, tries);
        }
        else if (result.Status == CallbackStatus.Failed)
        {
            GivenUp(logger, callback.Id, callback.TaskId, callback.Receiver, tries, result.Try.Problem);
        }
        else
        {
            Failed(logger, callback.Id, callback.TaskId, callback.Receiver, tries, result.Try.Problem, result.DueAt);
        }

        if (receiver.Resumed)
        {
            Resumed(logger, callback.Receiver);
        }

        if (receiver.PausedUntil is not null)
        {
            Paused(logger, callback.Receiver, receiver.GivenUp);
        }
    }

    public void Broken(Exception problem)
    {
        // The store itself says what it lacks, once.
        if (problem is not StoreUnavailableException)
        {
            RoundBroken(logger, problem);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Callback {CallbackId} of task {TaskId} was taken by {Receiver} at try {Tries}")]
    private static partial void Delivered(ILogger logger, string callbackId, string taskId, string receiver, int tries);

    [LoggerMessage(Level = LogLevel.Information, Message = "Callback {CallbackId} of task {TaskId} was not taken by {Receiver} at try {Tries} ({Problem}); the next is at {DueAt}")]
    private static partial void Failed(ILogger logger, string callbackId, string taskId, string receiver, int tries, string? problem, Instant? dueAt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Callback {CallbackId} of task {TaskId} is given up: {Receiver} did not take it in {Tries} tries ({Problem})")]
    private static partial void GivenUp(ILogger logger, string callbackId, string taskId, string receiver, int tries, string? problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Receiver {Receiver} has failed for long: one callback at a time is tried; {GivenUp} others that were due for days are given up")]
    private static partial void Paused(ILogger logger, string receiver, int givenUp);

    [LoggerMessage(Level = LogLevel.Information, Message = "Receiver {Receiver} works again: all that waits for it is tried now")]
    private static partial void Resumed(ILogger logger, string receiver);

    [LoggerMessage(Level = LogLevel.Error, Message = "Callbacks could not be looked for or saved; it is tried again")]
    private static partial void RoundBroken(ILogger logger, Exception problem);
}
