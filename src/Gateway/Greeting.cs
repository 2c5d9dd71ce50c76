using Gateway.Simulation;
using Gateway.Upstreams;

namespace Gateway;

/// <summary>Tells a person at a console what is running, and how to make the first call.</summary>
internal static class Greeting
{
    public static void Write(WebApplication app, Settings settings)
    {
        var url = app.Services.GetRequiredService<OwnAddress>().Url.AbsoluteUri.TrimEnd('/') + settings.PathBase;
        Console.WriteLine($"Gateway listens on {url}   (API page: {url}/docs)");
        Console.WriteLine($"Environment {app.Environment.EnvironmentName}. Upstreams:");
        foreach (var upstream in settings.Upstreams)
        {
            Console.WriteLine($"  {upstream.Name}: {State(upstream)}");
        }

        if (settings is { Clients.Count: 0, Admin.IsOff: true })
        {
            Console.WriteLine("No client key is configured: set Clients:0:Name and Clients:0:Key, or Admin:Key and make keys at /admin/v1/keys.");
        }

        WriteSandbox(settings, url);
    }

    public static string State(UpstreamOptions upstream) =>
        (upstream.IsSimulated() ? "simulated, its videos are samples and cost no money"
            : upstream.Keys.Count > 0 ? $"real, {upstream.BaseUrl.Host}"
            : $"no key, takes no work (set Upstreams:{upstream.Name}:Keys:0:Id and :Secret)")
        + (upstream.Enabled ? "" : "; not enabled");

    private static IEnumerable<string> SimulatedModels(Settings settings)
    {
        var simulated = settings.Upstreams.Where(upstream => upstream.IsSimulated()).Select(upstream => upstream.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return settings.Catalogue.Models.Where(model => model.Routes.All(route => simulated.Contains(route.Upstream))).Select(model => model.Name);
    }

    private static string Text(IEnumerable<string> names) => string.Join(", ", names.DefaultIfEmpty("none"));

    private static void WriteSandbox(Settings settings, string url)
    {
        if (settings.OnlySimulated)
        {
            Console.WriteLine("Every upstream is simulated; nothing costs money.");
        }
        else if (settings.Simulation.Enabled)
        {
            Console.WriteLine($"Simulated models, which no real upstream serves: {Text(SimulatedModels(settings))}");
        }

        if (settings.HasSandboxOperator)
        {
            Console.WriteLine($"Operator's sandbox key: {Settings.SandboxOperatorKey}   (for {url}/admin/v1)");
        }

        if (settings.HasSandboxClient)
        {
            Console.WriteLine($"Sandbox key: {Settings.SandboxClientKey}");
            Console.WriteLine("Try it:");
            Console.WriteLine($$"""
                  curl -s {{url}}/v1/videos/generations -H 'Authorization: Bearer {{Settings.SandboxClientKey}}' -H 'Content-Type: application/json' -d '{"model":"viduq3-pro","prompt":"A cat playing piano, camera slowly zooms in","duration":8,"resolution":"1080p","aspect_ratio":"16:9"}'
                """);
        }
    }
}
