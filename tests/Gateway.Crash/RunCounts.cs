namespace Gateway.Crash;

/// <summary>What the run itself did.</summary>
internal sealed class RunCounts
{
    public int Kills { get; set; }

    public int KillsAtStart { get; set; }

    /// <summary>Lives that were ended politely.</summary>
    public int Stops { get; set; }

    /// <summary>How often PostgreSQL was ended at once; null when it is not ours to be ended.</summary>
    public int? ServerCrashes { get; set; }

    /// <summary>Replicas whose clock is not the machine's.</summary>
    public int WrongClocks { get; set; }

    public int Pauses { get; set; }

    /// <summary>Of them longer than a replica's lease.</summary>
    public int LongPauses { get; set; }

    /// <summary>Episodes of a full disk; null where this machine can't have any.</summary>
    public int? FullDisks { get; set; }

    /// <summary>Episodes of a full disk that a kill ended.</summary>
    public int FullDisksKilled { get; set; }

    /// <summary>Errors that the gateway logged while its disk was full.</summary>
    public int FullDiskErrors { get; set; }

    /// <summary>Questions about jobs that were answered with a lie.</summary>
    public int Lies { get; set; }

    /// <summary>How often something that was done may not have been written down.</summary>
    public int Interruptions => Kills + Pauses + (ServerCrashes ?? 0) + (FullDisks ?? 0);

    public int Samples { get; set; }

    /// <summary>Bytes of log and store that were searched for secrets.</summary>
    public long Searched { get; set; }

    /// <summary>What the upstreams really made.</summary>
    public int Jobs { get; set; }
}
