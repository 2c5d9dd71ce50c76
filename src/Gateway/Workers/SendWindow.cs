namespace Gateway.Workers;

/// <summary>
/// How long after its decision an attempt may still be sent. A process that stood still for longer may be taken for dead:
/// then others have given the attempt up, and a job that it makes would be paid for and missed.
/// </summary>
internal sealed record SendWindow(TimeSpan Length)
{
    public static readonly SendWindow Usual = new(TimeSpan.FromSeconds(4));
}
