namespace Gateway.Dialects;

/// <summary>
/// What an error at create means at every upstream; a dialect's own rules come before it.
/// "Certainly no job" must be documented, so a status that is not listed leaves the job in doubt.
/// </summary>
internal static class CreateErrors
{
    public static SubmitOutcome Read(int status, UpstreamError error, TimeSpan? retryAfter) => status switch
    {
        402 => BalanceShort(error, retryAfter),
        400 or 403 or 404 or 405 or 413 or 415 or 422 when error.IsBalanceShort => BalanceShort(error, retryAfter),
        403 when error.IsContentPolicy => new SubmitOutcome.Rejected(true, error.Message),
        401 or 403 => new SubmitOutcome.Unavailable(UnavailableCause.KeyRefused, Message: error.Message),
        400 or 404 or 405 or 413 or 415 or 422 => new SubmitOutcome.Rejected(error.IsContentPolicy, error.Message),
        429 => new SubmitOutcome.Unavailable(UnavailableCause.RateLimited, retryAfter, error.Message),
        _ => Ambiguous($"status {status}", error),
    };

    /// <summary>An answer of success that neither gives an id nor says by a known code that there is no job.</summary>
    /// <param name="created">A job that it names although it refuses: whoever resolves the task may want to look it up.</param>
    public static SubmitOutcome Unclear(UpstreamError error, CreatedJob? created) =>
        Ambiguous(created is null ? "success without a readable id" : $"a refusal that names the job {created.Id}", error);

    private static SubmitOutcome.Unavailable BalanceShort(UpstreamError error, TimeSpan? retryAfter) =>
        new(UnavailableCause.BalanceShort, retryAfter, error.Message);

    private static SubmitOutcome.Ambiguous Ambiguous(string what, UpstreamError error) =>
        new(error.Code is null ? what : $"{what}, code {error.Code}", error.Message);
}
