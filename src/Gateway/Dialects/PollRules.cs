using System.Text.Json;

namespace Gateway.Dialects;

/// <summary>What a dialect adds to the reading of a poll's answer.</summary>
/// <param name="Error">What an error means, by its HTTP status or the one that its code stands for.</param>
/// <param name="Report">Reads the job.</param>
internal sealed record PollRules(
    Func<int, UpstreamError, TimeSpan?, PollOutcome> Error,
    Func<JsonElement, JobReport> Report);
