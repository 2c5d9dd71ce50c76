namespace Gateway.Workers;

/// <summary>When finished tasks go, and in what steps.</summary>
/// <param name="KeepFor">How long after their end they stay; null for ever.</param>
/// <param name="Step">How many are looked at, and may go in one transaction.</param>
/// <param name="Pause">After a step in which some went.</param>
/// <param name="Look">How often is looked for them.</param>
internal sealed record RetentionTerms(TimeSpan? KeepFor, int Step, TimeSpan Pause, TimeSpan Look)
{
    public static RetentionTerms Usual(TimeSpan? keepFor) => new(keepFor, 200, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1));
}
