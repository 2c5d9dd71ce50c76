using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gateway.Sandbox.Faults;

/// <summary>Faults that a prompt asks for: <c>[sandbox:FAULT+FAULT]</c> anywhere in it.</summary>
internal static partial class FaultDirective
{
    public static FaultList? Read(JsonElement body, string upstream, out string problem)
    {
        problem = "";
        var prompt = body.TryGetProperty("prompt", out var value) ? value.GetString()! : "";
        var matches = Directive().Matches(prompt);
        return matches.Count == 0
            ? FaultList.None
            : FaultList.Parse(string.Join('+', matches.Select(match => match.Groups[1].Value)), upstream, out problem);
    }

    [GeneratedRegex(@"\[sandbox:([^\]]*)\]")]
    private static partial Regex Directive();
}
