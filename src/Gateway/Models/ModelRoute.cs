using System.Collections.Frozen;
using Gateway.Canonical;
using Gateway.Http;

namespace Gateway.Models;

/// <summary>An upstream that serves a model, perhaps not all of it.</summary>
internal sealed record ModelRoute
{
    public required string Upstream { get; init; }

    /// <summary>The upstream's name of the model.</summary>
    public required string UpstreamModel { get; init; }

    /// <summary>Which of a dialect's body forms this model takes; null is the usual one.</summary>
    public string? Format { get; init; }

    public bool Enabled { get; init; } = true;

    /// <summary>What the route carries, by mode.</summary>
    public FrozenDictionary<VideoMode, RuleSet> Rules { get; init; } = FrozenDictionary<VideoMode, RuleSet>.Empty;

    /// <summary>Why this route cannot carry the request; empty when it can. Whether it is enabled is another question.</summary>
    public IReadOnlyList<ErrorDetail> Check(ResolvedRequest request)
    {
        if (!Rules.TryGetValue(request.Mode, out var rules))
        {
            return [];
        }

        var problems = new ProblemList([]);
        RuleCheck.Check(rules, $"the route {Upstream}", RequestValues.Of(request), problems);
        return problems.All;
    }
}
