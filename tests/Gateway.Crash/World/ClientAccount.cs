namespace Gateway.Crash.World;

/// <summary>A client key of the run.</summary>
internal sealed record ClientAccount(string Name, string Secret, Account Key, Account Team);
