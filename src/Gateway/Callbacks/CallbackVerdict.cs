using System.Globalization;
using Gateway.Canonical;

namespace Gateway.Callbacks;

/// <summary>What follows from a receiver's answer.</summary>
internal static class CallbackVerdict
{
    private const string Gone = "gone";

    /// <param name="begun">When the try began.</param>
    /// <param name="jitter">From 0 to 1.</param>
    public static CallbackResult Of(Callback callback, CallbackAnswer answer, Instant begun, Instant now, long milliseconds, double jitter)
    {
        if (answer.IsTaken)
        {
            return new(new(begun, answer.HttpStatus, null, milliseconds), CallbackStatus.Delivered, null, Answers: true);
        }

        if (answer.IsGone)
        {
            return new(new(begun, answer.HttpStatus, Gone, milliseconds), CallbackStatus.Failed, null, Answers: true);
        }

        var problem = answer.Problem ?? string.Create(CultureInfo.InvariantCulture, $"http_{answer.HttpStatus}");
        var pause = StandardWebhook.Pause(callback.Tries + 1, answer.RetryAfter, jitter);
        return new(
            new(begun, answer.HttpStatus, problem, milliseconds),
            pause is null ? CallbackStatus.Failed : CallbackStatus.Pending,
            pause is { } wait ? now + wait : null,
            Answers: false);
    }
}
