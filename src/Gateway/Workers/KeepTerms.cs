namespace Gateway.Workers;

/// <summary>How copies of finished videos are made.</summary>
/// <param name="Look">How often is looked for what is due.</param>
/// <param name="AtOnce">Copies at the same time.</param>
/// <param name="Lease">How long a copy that nobody speaks for any more stays with whoever had it.</param>
/// <param name="Silence">How long a file's host may send nothing.</param>
/// <param name="FirstPause">After the first try that failed; each further one is twice as long.</param>
/// <param name="LongestPause">Of those.</param>
internal sealed record KeepTerms(TimeSpan Look, int AtOnce, TimeSpan Lease, TimeSpan Silence, TimeSpan FirstPause, TimeSpan LongestPause)
{
    public static KeepTerms Usual(bool keeps) => new(
        // Without copies there are only those to delete that earlier settings have made.
        keeps ? TimeSpan.FromSeconds(1) : TimeSpan.FromMinutes(1),
        AtOnce: 4,
        Lease: TimeSpan.FromMinutes(1),
        Silence: TimeSpan.FromMinutes(1),
        FirstPause: TimeSpan.FromSeconds(5),
        LongestPause: TimeSpan.FromMinutes(10));

    public TimeSpan Pause(int tries) =>
        TimeSpan.FromTicks((long)Math.Min(LongestPause.Ticks, FirstPause.Ticks * Math.Pow(2, Math.Min(tries, 30))));
}
