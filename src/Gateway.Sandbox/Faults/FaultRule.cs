namespace Gateway.Sandbox.Faults;

/// <summary>One fault that a script can name.</summary>
/// <param name="Status">The HTTP status it answers with; 0 when it is not about a status.</param>
/// <param name="Default">The number meant when the script gives none; null when the fault takes no number.</param>
/// <param name="Upstream">The only upstream that has it; null for all.</param>
internal sealed record FaultRule(string Name, FaultStage Stage, int Status = 0, double? Default = null, string? Upstream = null);
