using Gateway.Tasks;

namespace Gateway.Storage.Postgres;

/// <summary>One try to commit a group.</summary>
/// <param name="name">By which the group is known at the gate. No other try has it.</param>
internal sealed class PostgresTry(string name)
{
    public string Name => name;

    public Facts Facts { get; set; } = new();

    /// <summary>Whether it decides by sums that it has not loaded.</summary>
    public bool IsFromMemory { get; set; }

    /// <summary>Whose name stood at the gate when the facts were true; null where nothing of its sums is known.</summary>
    public string? Known { get; set; }

    /// <summary>Whose name stood there when the group passed; null where it did not, because it changed no sums.</summary>
    public string? Found { get; set; }
}
