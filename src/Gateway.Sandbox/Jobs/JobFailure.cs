namespace Gateway.Sandbox.Jobs;

/// <summary>Why a job ended without a video.</summary>
/// <param name="Code"><c>generation_failed</c>, <c>content_policy_violation</c> or <c>cancelled</c>.</param>
/// <param name="Status">The same as an HTTP status, for dialects whose codes are numbers.</param>
internal sealed record JobFailure(string Code, int Status, string Message)
{
    public static JobFailure Generation { get; } = new("generation_failed", 500, "The model could not produce a video.");

    public static JobFailure ContentPolicy { get; } = new("content_policy_violation", 422, "The content violates the usage policy.");

    public static JobFailure Cancelled { get; } = new("cancelled", 499, "The task was cancelled.");
}
