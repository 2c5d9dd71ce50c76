namespace Gateway.Workers;

/// <summary>How long a client waits for the outcome of its create to be stored, before it is told how the task stands on disk.</summary>
internal sealed record StorePatience(TimeSpan Time)
{
    public static readonly StorePatience Usual = new(TimeSpan.FromSeconds(30));
}
