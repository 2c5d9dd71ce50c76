using System.Text.Json;
using Gateway.Dialects;

namespace Gateway.Tests.Lies;

/// <summary>What an answer may lead to, read a second time and more simply than by the gateway. Only the parser is shared.</summary>
internal sealed class Judge(Lie lie, JobNames names)
{
    private static readonly string[] Success = ["", "0", "200", "success"];
    private static readonly string[] Ends = ["fail", "error", "cancel", "complete", "success", "succeeded"];

    private static readonly string[] NotFoundWords = ["404", "not_found", "not_exist", "invalid task id"];

    private readonly JsonElement root = LenientJson.Parse(lie.Body);

    /// <summary>Marked as a refusal, whatever else it says.</summary>
    public bool IsFlagged =>
        Text(root, "success") is "0" or "False" or "false" || (Member(root, "code") is { } code && Speaks(code));

    /// <summary>A verdict needs a final word, no mark of a refusal, and an error only inside a job that has our id.</summary>
    public bool MayFail =>
        IsSuccess && !IsFlagged && !IsOnlyAnothers
        && Parts(root).Any(part => Ends.Any(word => Text(part, "status")?.Contains(word, StringComparison.OrdinalIgnoreCase) == true))
        && (!HasError || (Names(root) == true && Text(root, "status") is not null));

    /// <summary>An answer may say that there is no such job, but not of another's.</summary>
    public bool MayBeLost =>
        !IsOnlyAnothers
        && (lie.Status == 404
            || ((!IsSuccess || IsFlagged || HasError)
                && NotFoundWords.Any(word => Said().Any(said => said.Contains(word, StringComparison.OrdinalIgnoreCase)))));

    /// <summary>A link to another's video may be believed only where the answer says that it is ours, or names nobody.</summary>
    public bool MayHaveForeignLink =>
        IsSuccess && !IsFlagged && !HasError && !IsOnlyAnothers && Paths(root, []).Any(path => !path.Contains(false) || path.Contains(true));

    /// <summary>Whether a job of this answer may be taken for ours at create: unless it says that it was made for another task.</summary>
    public bool MayBeAccepted =>
        IsSuccess && !IsFlagged && Parts(root).ToList() is var parts
        && (parts.All(part => Id(part, "client_business_id") is null) || parts.Any(part => Id(part, "client_business_id") == names.TaskId));

    private bool IsSuccess => lie.Status is >= 200 and < 300;

    private bool HasError => Member(root, "error") is { } error && Speaks(error);

    private bool IsOnlyAnothers => Parts(root).Select(Names).ToList() is var said && said.Contains(false) && !said.Contains(true);

    /// <summary>Whether a part has an id of ours (true), only others (false), or none (null).</summary>
    private bool? Names(JsonElement part)
    {
        var business = Id(part, "client_business_id");
        var ids = new[] { Id(part, "id"), Id(part, "task_id") }.OfType<string>().ToList();
        return business is not null ? business == names.TaskId : ids.Count == 0 ? null : ids.Any(names.AreOurs);
    }

    /// <summary>The answer, and what lies in its <c>data</c> or in the list that it is.</summary>
    private static IEnumerable<JsonElement> Parts(JsonElement part)
    {
        var inner = part.ValueKind == JsonValueKind.Array ? part : Member(part, "data") ?? default;
        IEnumerable<JsonElement> items = inner.ValueKind == JsonValueKind.Array ? inner.EnumerateArray() : [inner];
        return items.Where(item => item.ValueKind == JsonValueKind.Object).Prepend(part);
    }

    /// <summary>For every link to another's video, whose the objects are that it lies in.</summary>
    private IEnumerable<IReadOnlyList<bool?>> Paths(JsonElement part, IReadOnlyList<bool?> above) => part.ValueKind switch
    {
        JsonValueKind.Object => part.EnumerateObject().SelectMany(member => Paths(member.Value, [.. above, Names(part)])),
        JsonValueKind.Array => part.EnumerateArray().SelectMany(item => Paths(item, above)),
        JsonValueKind.String when part.GetString()!.Contains("foreign.", StringComparison.OrdinalIgnoreCase) => [above],
        _ => [],
    };

    private static bool Speaks(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Any(member => Speaks(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().Any(Speaks),
        JsonValueKind.Null or JsonValueKind.Undefined or JsonValueKind.False => false,
        _ => !Success.Contains(value.ToString().Trim(), StringComparer.OrdinalIgnoreCase),
    };

    private static JsonElement? Member(JsonElement part, string name) =>
        part.ValueKind == JsonValueKind.Object && part.TryGetProperty(name, out var value) ? value : null;

    private IEnumerable<string> Said()
    {
        var error = Member(root, "error") ?? default;
        var texts = new[] { Text(root, "code"), Text(root, "message"), Text(root, "error"), Text(error, "code"), Text(error, "message") };
        return texts.OfType<string>();
    }

    private static string? Id(JsonElement part, string name) =>
        Member(part, name) is { ValueKind: JsonValueKind.String or JsonValueKind.Number } ? Text(part, name) : null;

    private static string? Text(JsonElement part, string name) =>
        Member(part, name) is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Object or JsonValueKind.Array) } value && value.ToString().Trim() is { Length: > 0 } text ? text : null;
}
