namespace Gateway.Crash;

/// <summary>What the run itself did.</summary>
internal sealed class RunCounts
{
    public int Kills { get; set; }

    public int KillsAtStart { get; set; }

    public int Samples { get; set; }
}
