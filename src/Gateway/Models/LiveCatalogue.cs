using System.Collections.Concurrent;

namespace Gateway.Models;

/// <summary>
/// The catalogue as it is now: new settings put another one in its place. Whoever decides about one request takes it once,
/// so that no request is checked by one catalogue and priced by the next.
/// </summary>
internal sealed class LiveCatalogue(Catalogue first)
{
    private readonly ConcurrentDictionary<(string Model, string Upstream), ModelRoute> removed = new();
    private Catalogue current = first;

    public event Action? Changed;

    public Catalogue Current => Volatile.Read(ref current);

    /// <summary>For a task that is here already. A route that was taken away since the start goes on for those who were given it.</summary>
    public ModelRoute? Route(string model, string upstream) =>
        Find(Current, model, upstream) ?? removed.GetValueOrDefault((model, upstream));

    public void Replace(Catalogue next)
    {
        foreach (var model in Current.Models)
        {
            foreach (var route in model.Routes.Where(route => Find(next, model.Name, route.Upstream) is null))
            {
                removed[(model.Name, route.Upstream)] = route;
            }
        }

        Volatile.Write(ref current, next);
        Changed?.Invoke();
    }

    private static ModelRoute? Find(Catalogue catalogue, string model, string upstream) =>
        catalogue.Find(model)?.Routes.FirstOrDefault(route => route.Upstream == upstream);
}
