using System.Collections.Frozen;
using Gateway.Configuration;

namespace Gateway.Models;

/// <summary>Reads a model's routes. A route may be narrower than its model, never wider.</summary>
internal static class RouteReader
{
    public static IReadOnlyList<ModelRoute> Read(
        ConfigReader section, string model, RuleSet row, IReadOnlyList<ModeSpec> modes, IReadOnlyCollection<string> upstreams)
    {
        List<ModelRoute> routes = [.. section.Children().Select(child => ReadRoute(child, model, row, modes, upstreams))];
        if (routes.Count == 0)
        {
            section.Fault("needs at least one route");
        }

        return routes;
    }

    private static ModelRoute ReadRoute(
        ConfigReader section, string model, RuleSet row, IReadOnlyList<ModeSpec> modes, IReadOnlyCollection<string> upstreams)
    {
        var upstream = section.Required("Upstream");
        if (upstream.Length > 0 && !upstreams.Contains(upstream, StringComparer.OrdinalIgnoreCase))
        {
            section.Fault("Upstream", $"is '{upstream}'; configured upstreams: {string.Join(", ", upstreams)}");
        }

        var narrowing = RuleReader.Read(section, row, withDefaults: false);
        if (modes.Count > 0 && narrowing.MaxImages > modes.Max(mode => mode.MaxImages))
        {
            section.Fault("MaxImages", "is more than any mode of the model takes");
        }

        return new()
        {
            Upstream = upstream,
            UpstreamModel = section.Text("UpstreamModel", model),
            Format = section.Text("Format"),
            Enabled = section.Bool("Enabled", true),
            Rules = modes.DistinctBy(mode => mode.Mode).ToFrozenDictionary(mode => mode.Mode, mode => mode.Rules.And(narrowing)),
        };
    }
}
