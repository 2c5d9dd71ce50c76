using System.Text.RegularExpressions;

namespace Gateway.Crash.World;

/// <summary>
/// How an upstream answers the first questions about a job: <c>[lie:NAME:COUNT]</c> in its prompt. The simulated
/// upstreams themselves do not lie, so the run does it in front of them.
/// </summary>
/// <param name="Count">How many questions get a lie.</param>
internal sealed partial record Lie(string Name, int Count)
{
    /// <summary>Nothing about the job: the upstream refuses the question, inside a 200.</summary>
    public const string Refusal = "refusal";

    /// <summary>A failure without an id and without a reason, such as a proxy in between makes up.</summary>
    public const string Bare = "bare";

    /// <summary>Another job's completed answer.</summary>
    public const string Stranger = "stranger";

    /// <summary>A list whose first element is another's job, and the second this one.</summary>
    public const string List = "list";

    /// <summary>This job's id, but made for somebody else's task, and completed.</summary>
    public const string Business = "business";

    /// <summary>Marks whatever a lie gives as its own.</summary>
    public const string Mark = "stranger";

    public override string ToString() => $"[lie:{Name}:{Count}]";

    /// <returns>Null when nobody lies about it.</returns>
    public static Lie? In(string text) => Pattern().Match(text) is { Success: true } match
        ? new Lie(match.Groups[1].Value, int.Parse(match.Groups[2].ValueSpan, provider: null))
        : null;

    [GeneratedRegex(@"\[lie:(\w+):(\d+)\]")]
    private static partial Regex Pattern();
}
