namespace Gateway.Crash.World;

/// <summary>One process of a gateway, from its start to its end.</summary>
internal sealed class Life
{
    private volatile string? replica;

    /// <summary>What it calls itself in the store; null until it has said so, and for ever on a file of its own.</summary>
    public string? Replica
    {
        get => replica;
        set => replica = value;
    }

    /// <summary>When it stood still without knowing, in Unix milliseconds.</summary>
    public TroubleTimes Pauses { get; } = new();

    /// <summary>When it was killed, or began to stand still.</summary>
    public Kills Silences { get; } = new();

    /// <summary>Null while it runs, and when it ended by itself.</summary>
    public long? KilledAt { get; set; }
}
