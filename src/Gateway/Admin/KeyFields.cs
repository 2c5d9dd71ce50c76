using System.Text.Json;
using Gateway.Canonical;
using Gateway.Http;
using Gateway.Keys;
using Gateway.Models;

namespace Gateway.Admin;

/// <summary>What a body says about a key. What it does not mention stays as it was; null takes a limit away.</summary>
internal sealed class KeyFields(LiveCatalogue live, TimeProvider time)
{
    private const string Models = "models";
    private const string Expiry = "expires_at";

    private const string Removal = "remove";

    private static readonly IReadOnlyList<string> Removable = [Models, .. LimitFields.Known, Expiry];
    private static readonly IReadOnlyList<string> Known = ["name", "team", .. Removable, Removal];

    public ClientKey Read(FieldReader fields, ClientKey before)
    {
        var after = before with
        {
            Name = NameField.Read(fields, "name", before.Name, NameField.Check),
            Team = NameField.Read(fields, "team", before.Team, NameField.CheckTeam),
            Models = fields.Has(Models) ? ReadModels(fields) : before.Models,
            Limits = LimitFields.Read(fields, before.Limits),
            ExpiresAt = fields.Has(Expiry) ? ReadExpiry(fields) : before.ExpiresAt,
        };
        after = Without(fields, after);
        fields.RefuseUnknown(Known);
        return after;
    }

    /// <summary>Takes away the limits that are named: clients that never write a null have no other way to say it.</summary>
    private static ClientKey Without(FieldReader fields, ClientKey key)
    {
        foreach (var (index, name) in (fields.Texts(Removal) ?? []).Index())
        {
            var param = $"{Removal}[{index}]";
            if (name is null || fields.Problems.Concerns(param))
            {
                continue;
            }

            if (!Removable.Contains(name))
            {
                fields.Problems.AddNotAllowed(param, name, Removable);
            }
            else if (fields.Has(name))
            {
                fields.Problems.Add(param, DetailCodes.Conflict, $"'{name}' is given and to be removed.");
            }

            key = name switch
            {
                Models => key with { Models = null },
                Expiry => key with { ExpiresAt = null },
                _ => key with { Limits = LimitFields.Without(name, key.Limits) },
            };
        }

        return key;
    }

    private List<string>? ReadModels(FieldReader fields)
    {
        // An empty list could mean all or none, so it is neither.
        if (fields.Value(Models, "an array of strings", JsonValueKind.Array) is { } array && array.GetArrayLength() == 0)
        {
            fields.Problems.Add(Models, DetailCodes.TooFew, $"'{Models}' names no model; null allows all of them.");
            return null;
        }

        var catalogue = live.Current;
        var names = fields.Problems.Concerns(Models) ? null : fields.Texts(Models);
        foreach (var (index, name) in names?.Index() ?? [])
        {
            if (name is not null && catalogue.Find(name) is null)
            {
                fields.Problems.Add(
                    $"{Models}[{index}]",
                    DetailCodes.NotAllowed,
                    $"There is no model '{Shown.Text(name)}'.{ClosestName.Hint(name, catalogue.Models.Select(model => model.Name))}",
                    JsonValues.List(catalogue.Models.Select(model => model.Name)));
            }
        }

        return names?.OfType<string>().Distinct().ToList();
    }

    private Instant? ReadExpiry(FieldReader fields)
    {
        if (fields.Value(Expiry, "a time", JsonValueKind.Number, JsonValueKind.String) is not { } value)
        {
            return null;
        }

        var at = Moment.Parse(value);
        var now = time.Now();
        if (at is null)
        {
            fields.Problems.Add(Expiry, DetailCodes.InvalidType, $"'{Expiry}' must be {Moment.Form}.");
        }
        else if (at <= now)
        {
            fields.Problems.Add(
                Expiry, DetailCodes.OutOfRange, $"'{Expiry}' must lie ahead; to end a key now, delete it.", JsonValues.Range(now.UnixSeconds + 1, null));
        }

        return at;
    }
}
