using System.Text.Json;

namespace Gateway.Tests.House;

/// <summary>A canonical request as a client spells it: raw JSON by member, so that anything can stand there.</summary>
/// <param name="Metadata">The members of <c>metadata</c>; null for none.</param>
internal sealed record WrittenRequest(IReadOnlyList<(string Name, string Json)> Members, IReadOnlyList<(string Name, string Json)>? Metadata)
{
    public string Json => Object(Metadata is null ? Members : [.. Members, ("metadata", Object(Metadata))]);

    /// <summary>The same request with one thing less.</summary>
    public IEnumerable<WrittenRequest> Smaller()
    {
        foreach (var members in OneLess(Members))
        {
            yield return this with { Members = members };
        }

        foreach (var metadata in OneLess(Metadata ?? []))
        {
            yield return this with { Metadata = metadata.Count == 0 ? null : metadata };
        }

        var prompt = Members.FirstOrDefault(member => member.Name == "prompt").Json;
        if (prompt?.Length > 3 && prompt[0] == '"')
        {
            var text = JsonSerializer.Deserialize<string>(prompt)!;
            yield return WithPrompt(text[..(text.Length / 2)]);
            yield return WithPrompt(text[(text.Length / 2)..]);
        }
    }

    public override string ToString() => Json.Length <= 1000 ? Json : $"{Json[..500]}…{Json[^500..]}";

    private WrittenRequest WithPrompt(string text) => this with
    {
        Members = [.. Members.Select(member => member.Name == "prompt" ? ("prompt", JsonSerializer.Serialize(text)) : member)],
    };

    private static IEnumerable<IReadOnlyList<(string, string)>> OneLess(IReadOnlyList<(string, string)> members) =>
        Enumerable.Range(0, members.Count).Select(index => members.Where((_, at) => at != index).ToList());

    private static string Object(IEnumerable<(string Name, string Json)> members) =>
        $"{{{string.Join(',', members.Select(member => $"{JsonSerializer.Serialize(member.Name)}:{member.Json}"))}}}";
}
