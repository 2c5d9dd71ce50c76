namespace Gateway.Sandbox.Jobs;

/// <summary>A job at one moment.</summary>
/// <param name="Progress">0 while queued and when failed (the documented failure shows 0), 100 when completed.</param>
/// <param name="EndsAt">When the job ends, or ended.</param>
/// <param name="Url">The video, when the job is completed and has one.</param>
internal sealed record JobView(JobPhase Phase, int Progress, DateTimeOffset EndsAt, string? Url = null, JobFailure? Failure = null)
{
    public long CompletedAt => EndsAt.ToUnixTimeSeconds();

    /// <summary>Links are valid for 24 hours (S002).</summary>
    public long ExpiresAt => EndsAt.AddHours(24).ToUnixTimeSeconds();
}
