namespace Gateway.Crash.Store;

/// <summary>How many of a key's or a team's tasks have not ended, and how many the gateway has counted.</summary>
internal sealed record LiveRow(string Account, long Tasks, long Counted);
