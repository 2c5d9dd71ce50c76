using Gateway.Canonical;

namespace Gateway.Tasks;

/// <summary>Which tasks an operator asks for. Null is any.</summary>
/// <param name="Status">What the client sees.</param>
/// <param name="State">What the gateway knows: a task state, or <see cref="Unresolved"/>.</param>
/// <param name="After">Only tasks older than the one with this id.</param>
internal sealed record TaskFilter(string? Status, string? State, string? Team, string? Upstream, int Limit, string? After)
{
    /// <summary>Live ones of unknown outcome, and those that failed as such and still have their price reserved.</summary>
    public const string Unresolved = "unresolved";

    public string? Model { get; init; }

    /// <summary>A client key's id.</summary>
    public string? Key { get; init; }

    public string? ErrorCode { get; init; }

    /// <summary>Tasks made then or later.</summary>
    public Instant? From { get; init; }

    /// <summary>Tasks made before.</summary>
    public Instant? To { get; init; }

    public string Before => After ?? IdSource.AfterEveryId;
}
