namespace Gateway.Workers;

/// <summary>How old images are looked for.</summary>
/// <param name="Look">How often.</param>
/// <param name="Step">How many at a time.</param>
/// <param name="Lease">How long they stay with whoever looks; a file that could not be deleted is tried again then.</param>
/// <param name="WhileInUse">When one is looked at again that a live task refers to.</param>
internal sealed record UploadLoopTerms(TimeSpan Look, int Step, TimeSpan Lease, TimeSpan WhileInUse)
{
    public static UploadLoopTerms Usual { get; } = new(TimeSpan.FromMinutes(1), 200, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(5));
}
