using System.Text.Json;
using Gateway.Http;

namespace Gateway.Models;

/// <summary>Holds a request's metadata against a rule, member by member.</summary>
internal static class MetadataCheck
{
    /// <param name="known">The fields of all models; null when every member is known to be one.</param>
    public static void Check(
        MetadataRule rule, string subject, in RequestValues values, ProblemList problems, IReadOnlySet<string>? known)
    {
        if (values.Metadata is not { } metadata)
        {
            return;
        }

        foreach (var member in metadata.EnumerateObject())
        {
            if (problems.IsFull)
            {
                return;
            }

            if (rule.Fields.TryGetValue(member.Name, out var field))
            {
                problems.Add(ParameterCheck.Json(field, subject, member.Value));
                CheckCompany(field, member.Value, values, problems);
            }
            else if (!rule.Open)
            {
                problems.Add(Refuse(rule, subject, member.Name, known));
            }
            else if (ClosestName.IsMisspelled(member.Name, rule.Fields.Keys))
            {
                // Taken as one of the client's own members, it would silently do nothing: "offpeak" would cost the full price.
                problems.Add(Unknown(rule, member.Name, allowed: null));
            }
        }
    }

    /// <summary>A flag that is set may exclude values of other parameters (S002's page: no GIF of 1080p or 4k).</summary>
    private static void CheckCompany(ParameterRule field, JsonElement value, in RequestValues values, ProblemList problems)
    {
        if (field.NotWith is null || value.ValueKind != JsonValueKind.True)
        {
            return;
        }

        foreach (var (parameter, excluded) in field.NotWith)
        {
            if (values.Text(parameter) is { } other && excluded.Contains(other))
            {
                problems.Add(field.Param, DetailCodes.Conflict, $"'{field.Param}' cannot go with '{parameter}' {other}.");
            }
        }
    }

    private static ErrorDetail Refuse(MetadataRule rule, string subject, string name, IReadOnlySet<string>? known)
    {
        var param = Param(name);
        var allowed = JsonValues.List(rule.Fields.Keys.Order(StringComparer.Ordinal));
        return known is null || known.Contains(name)
            ? new(param, DetailCodes.UnsupportedParameter, $"'{param}' is not supported by {subject}.", allowed)
            : Unknown(rule, name, allowed);
    }

    private static ErrorDetail Unknown(MetadataRule rule, string name, JsonElement? allowed) => new(
        Param(name), DetailCodes.UnknownParameter, $"There is no parameter '{Param(name)}'.{ClosestName.Hint(name, rule.Fields.Keys)}", allowed);

    private static string Param(string name) => "metadata." + Shown.Text(name);
}
