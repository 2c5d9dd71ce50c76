using Gateway.Tasks;

namespace Gateway.Storage.Postgres;

/// <summary>One try to commit a group.</summary>
internal sealed class PostgresTry
{
    public Facts Facts { get; set; } = new();

    /// <summary>Whether it decides by sums from the group before: it counts only if nobody has passed the gate since.</summary>
    public bool MustBeKnown { get; set; }

    /// <summary>How often the gate had been passed when the facts were true; null where the group needs no sums and knows none.</summary>
    public long? Known { get; set; }

    /// <summary>The gate's number when the group was about to pass it; null where it did not, because it had nothing to write.</summary>
    public long? Found { get; set; }
}
