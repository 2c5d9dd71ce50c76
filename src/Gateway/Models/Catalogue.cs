using System.Collections.Frozen;
using Gateway.Configuration;

namespace Gateway.Models;

/// <summary>
/// The capability matrix: one table, kept as data, that decides everything that depends on a model.
/// A model, a route or a limit is added by editing the <c>Models</c> section, not here.
/// </summary>
internal sealed class Catalogue
{
    private readonly FrozenDictionary<string, ModelSpec> byName;

    private Catalogue(IReadOnlyList<ModelSpec> models)
    {
        Models = models;
        byName = models.ToFrozenDictionary(model => model.Name, StringComparer.Ordinal);
    }

    public IReadOnlyList<ModelSpec> Models { get; }

    public ModelSpec? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>
    /// The same, but a model that has a route to any other upstream has none to these: whatever becomes of the other one,
    /// also while it is switched off, they never take over its work.
    /// </summary>
    /// <param name="standIns">Names of upstreams that only pretend to do the work.</param>
    public Catalogue KeepingApart(IReadOnlyCollection<string> standIns)
    {
        return new Catalogue([.. Models.Select(model => model with { Routes = Apart(model.Routes) })]);

        bool IsStandIn(ModelRoute route) => standIns.Contains(route.Upstream, StringComparer.OrdinalIgnoreCase);

        IReadOnlyList<ModelRoute> Apart(IReadOnlyList<ModelRoute> routes) =>
            routes.All(IsStandIn) ? routes : [.. routes.Select(route => IsStandIn(route) ? route with { Enabled = false } : route)];
    }

    /// <summary>Reads the whole section; every fault goes to the reader, and a catalogue with faults must not be used.</summary>
    /// <param name="upstreams">The names of the configured upstreams.</param>
    public static Catalogue Read(ConfigReader models, IReadOnlyCollection<string> upstreams)
    {
        HashSet<string> knownMetadata = new(StringComparer.Ordinal);
        var catalogue = new Catalogue([.. models.Children().Select(model => ModelReader.Read(model, upstreams, knownMetadata))]);
        models.RefuseUnknown();
        return catalogue;
    }
}
