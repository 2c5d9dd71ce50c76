using System.Text.Json;

namespace Gateway.Dialects;

/// <summary>The marks by which an answer of success is a refusal all the same.</summary>
internal static class Refusal
{
    private static readonly string[] SuccessCodes = ["200", "success"];

    /// <summary><c>"success":false</c>, or an envelope's code other than 200 or <c>success</c>.</summary>
    public static bool IsFlagged(JsonElement part) =>
        SaysNo(part.Member("success")) || (SaysSomething(part.Member("code")) && !IsSuccessCode(part.Member("code")));

    /// <summary>Whether there is an <c>error</c>. Some upstreams write one into every answer, empty where there is none.</summary>
    public static bool HasError(JsonElement part) => SaysSomething(part.Member("error"));

    /// <summary><c>"success":false</c>, of whatever type.</summary>
    public static bool SaysNo(JsonElement success) =>
        success.Flag() == false || success.Text() is { } text && (text == "0" || text.Equals("false", StringComparison.OrdinalIgnoreCase));

    private static bool IsSuccessCode(JsonElement code) => SuccessCodes.Contains(code.Text(), StringComparer.OrdinalIgnoreCase);

    private static bool SaysSomething(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Any(member => SaysSomething(member.Value) && !IsSuccessCode(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().Any(SaysSomething),
        JsonValueKind.String or JsonValueKind.Number => value.Text() is not (null or "0"),
        JsonValueKind.True => true,
        _ => false,
    };
}
