using Gateway.Simulation;
using Gateway.Upstreams;
using Gateway.WebConsole;
using Microsoft.AspNetCore.Hosting.Server;

namespace Gateway;

/// <summary>Tells a person at a console what is running, and how to make the first call.</summary>
internal static class Greeting
{
    public static void Write(WebApplication app, Settings settings)
    {
        var url = app.Services.GetRequiredService<OwnAddress>().Url.AbsoluteUri.TrimEnd('/') + settings.PathBase;
        var console = ConsoleAddress(url, settings);
        Console.WriteLine($"Gateway listens on {url}   (console: {console}, API page: {url}/docs)");
        Console.WriteLine($"Environment {app.Environment.EnvironmentName}. Upstreams:");
        foreach (var upstream in settings.Upstreams)
        {
            Console.WriteLine($"  {upstream.Name}: {State(upstream)}");
        }

        foreach (var note in UploadNotes.Of(settings, settings.PublicUrl.Of(app.Services.GetRequiredService<IServer>())))
        {
            Console.WriteLine(note);
        }

        if (settings is { Clients.Count: 0, Admin.IsOff: true })
        {
            Console.WriteLine("No client key is configured: set Clients:0:Name and Clients:0:Key, or Admin:Key and make keys at /admin/v1/keys.");
        }

        WriteSandbox(settings, url, console);
    }

    public static string State(UpstreamOptions upstream) =>
        (upstream.IsSimulated() ? "simulated, its videos are samples and cost no money"
            : upstream.Keys.Count > 0 ? $"real, {upstream.BaseUrl.Host}"
            : $"no key, takes no work (set Upstreams:{upstream.Name}:Keys:0:Id and :Secret)")
        + (upstream.Enabled ? "" : "; not enabled");

    private static string ConsoleAddress(string url, Settings settings)
    {
        var address = new UriBuilder($"{url}{ConsolePages.Path}/");
        address.Port = settings.Admin.Port ?? address.Port;
        return address.Uri.AbsoluteUri;
    }

    private static IEnumerable<string> SimulatedModels(Settings settings)
    {
        var simulated = settings.Upstreams.Where(upstream => upstream.IsSimulated()).Select(upstream => upstream.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return settings.Catalogue.Models.Where(model => model.Routes.All(route => simulated.Contains(route.Upstream))).Select(model => model.Name);
    }

    private static string Text(IEnumerable<string> names) => string.Join(", ", names.DefaultIfEmpty("none"));

    private static void WriteSandbox(Settings settings, string url, string console)
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
            Console.WriteLine($"Look at everything: {console}#key={Settings.SandboxOperatorKey}");
        }

        if (settings.HasSandboxClient)
        {
            Console.WriteLine($"Sandbox key: {Settings.SandboxClientKey}");
            Console.WriteLine($"Make a video: {console}#key={Settings.SandboxClientKey}");
            Console.WriteLine("Or try a call:");
            Console.WriteLine($$"""
                  curl -s {{url}}/v1/videos/generations -H 'Authorization: Bearer {{Settings.SandboxClientKey}}' -H 'Content-Type: application/json' -d '{"model":"viduq3-pro","prompt":"A cat playing piano, camera slowly zooms in","duration":8,"resolution":"1080p","aspect_ratio":"16:9"}'
                """);
        }
    }
}
