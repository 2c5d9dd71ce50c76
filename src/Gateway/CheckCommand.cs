using Gateway.Configuration;
using Gateway.Storage;

namespace Gateway;

/// <summary>
/// The command that says what the gateway would run with, or everything that would keep it from starting. It writes nothing
/// and looks into the store beside whoever uses it.
/// </summary>
internal static class CheckCommand
{
    public const string Name = "--check";

    private const string Models = "Models:";

    public static bool IsIn(string[] args) => args.Contains(Name);

    /// <returns>The exit code.</returns>
    public static async Task<int> Run(Settings settings, string environment)
    {
        var faults = settings.Faults.ToList();
        // A fault elsewhere does not hide the store's, but with its own there is nothing to look at.
        var (found, problem) = faults.Any(fault => fault.StartsWith("Storage:", StringComparison.OrdinalIgnoreCase)) ? default : await StoreLook.At(settings.Storage);
        if (problem is not null)
        {
            faults.Add(Startup.Unusable(problem));
        }

        faults.AddRange(MissingKeys.In(settings.Upstreams, found?.KeysInUse ?? []));
        if (faults.Count > 0)
        {
            return Startup.Refuse($"The gateway would not start: {faults.Count} fault(s).", [.. faults.Select(fault => Masked(fault, settings))]);
        }

        foreach (var line in Lines(settings, environment, found!))
        {
            Console.WriteLine(Masked(line, settings));
        }

        return 0;
    }

    private static IEnumerable<string> Lines(Settings settings, string environment, StoreLook store)
    {
        yield return $"The gateway would start in the environment {environment} with:";
        foreach (var setting in settings.Reading.Settings.Where(setting => !setting.Path.StartsWith(Models, StringComparison.OrdinalIgnoreCase)))
        {
            yield return $"  {setting.Path} = {Shown(setting)}";
        }

        foreach (var model in settings.Catalogue.Models)
        {
            yield return $"  {Models}{model.Name} by {string.Join(", ", model.Routes.Select(route => route.Upstream + (route.Enabled ? "" : " (disabled)")))}";
        }

        foreach (var upstream in settings.Upstreams)
        {
            yield return $"Upstream {upstream.Name}: {Greeting.State(upstream)}";
        }

        yield return $"Store: {settings.Storage.Provider}, {store.State}";
        yield return $"Running tasks: {store.KeysInUse.Sum(use => use.Tasks)}";
    }

    private static string Shown(Setting setting) => setting switch
    {
        { Value: null, Default: null } => "(not set)",
        { Value: null } => $"{setting.Default} (default)",
        { Kind: SettingKind.Private } => "(set, not shown)",
        // Where a secret is may be said.
        { Kind: SettingKind.Secret, Value: var value } when !value.StartsWith("env:", StringComparison.Ordinal) && !value.StartsWith("file:", StringComparison.Ordinal) => "***",
        _ => setting.Value,
    };

    /// <summary>Whatever a secret has got into, it does not stand there.</summary>
    private static string Masked(string line, Settings settings) =>
        settings.Reading.Secrets.Values.Where(secret => secret.Length > 3).Aggregate(line, (text, secret) => text.Replace(secret, "***", StringComparison.Ordinal));
}
