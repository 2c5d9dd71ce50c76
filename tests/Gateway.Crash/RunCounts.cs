namespace Gateway.Crash;

/// <summary>What the run itself did.</summary>
internal sealed class RunCounts
{
    public int Kills { get; set; }

    public int KillsAtStart { get; set; }

    /// <summary>Lives that were ended politely.</summary>
    public int Stops { get; set; }

    public int Samples { get; set; }

    /// <summary>Bytes of log and store that were searched for secrets.</summary>
    public long Searched { get; set; }

    /// <summary>What the upstreams really made.</summary>
    public int Jobs { get; set; }
}
