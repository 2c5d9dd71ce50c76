using Gateway.Configuration;
using Gateway.Quotas;

namespace Gateway.Keys;

/// <summary>A client key declared in the settings.</summary>
/// <param name="Key">The bearer token that the client sends.</param>
internal sealed record ClientOptions(string Name, string Team, string Key, IReadOnlyList<string>? Models, Limits Limits)
{
    public static IReadOnlyList<ClientOptions> ReadAll(ConfigReader clients, IReadOnlyCollection<string> models)
    {
        var all = clients.Children().Select(section => Read(section, models)).ToList();
        foreach (var name in all.GroupBy(client => client.Name).Where(group => group.Count() > 1).Select(group => group.Key))
        {
            clients.Fault($"has the Name '{name}' more than once");
        }

        if (all.GroupBy(client => client.Key).Any(group => group.Key.Length > 0 && group.Count() > 1))
        {
            clients.Fault("has the same Key more than once");
        }

        return all;
    }

    private static ClientOptions Read(ConfigReader section, IReadOnlyCollection<string> models)
    {
        var allowed = section.TextsOrNull("Models");
        foreach (var model in allowed?.Except(models) ?? [])
        {
            section.Fault("Models", $"names '{model}'; allowed: {string.Join(", ", models)}");
        }

        var name = section.Required("Name");
        var team = section.Text("Team", name);
        if (!Teams.IsName(team))
        {
            section.Fault("Team", $"is '{team}'; a team's name may have no slash, and not be dots alone");
        }

        return new ClientOptions(name, team, section.Secret("Key"), allowed, Limits.Read(section));
    }

    public override string ToString() => Name;
}
