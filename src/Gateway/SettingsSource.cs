using Gateway.Telemetry;
using Microsoft.Extensions.Configuration.Json;

namespace Gateway;

/// <summary>Where the settings come from. They are read again beside those in use, so that nothing counts before all of it is known to be good.</summary>
internal sealed class SettingsSource
{
    /// <summary>What can change without a restart. An environment stays as it is for as long as the process does.</summary>
    private static readonly string[] Changeable = ["Models", "Clients", LogLevels.Section];

    private readonly IReadOnlyList<IConfigurationSource> sources;
    private readonly IReadOnlyList<string> needed;
    private readonly bool isDevelopment;

    public SettingsSource(IConfigurationBuilder configuration, bool isDevelopment)
    {
        (sources, this.isDevelopment) = ([.. configuration.Sources], isDevelopment);
        First = Flat(Fresh());
        Files = [.. sources.OfType<JsonConfigurationSource>().Select(source => source.FileProvider?.GetFileInfo(source.Path!).PhysicalPath).OfType<string>()];
        needed = [.. Files.Where(File.Exists)];
    }

    public IReadOnlyList<string> Files { get; }

    /// <summary>What this process has started with, by path.</summary>
    public IReadOnlyDictionary<string, string?> First { get; }

    /// <exception cref="InvalidDataException">A file is not JSON, or has gone since the start.</exception>
    public NewSettings Read()
    {
        if (needed.FirstOrDefault(file => !File.Exists(file)) is { } gone)
        {
            throw new InvalidDataException($"{gone} is gone");
        }

        var whole = Flat(Fresh());
        var usable = Of(First.Where(setting => !CanChange(setting.Key)).Concat(whole.Where(setting => CanChange(setting.Key))));
        return new(
            whole,
            Settings.Read(Of(whole), isDevelopment),
            usable,
            Settings.Read(usable, isDevelopment),
            [.. Differences(First, whole).Where(path => !CanChange(path))]);
    }

    public static bool CanChange(string path) => Array.Exists(Changeable, section =>
        path.StartsWith(section, StringComparison.OrdinalIgnoreCase) && (path.Length == section.Length || path[section.Length] == ':'));

    /// <returns>The paths of settings that one has and the other has not, or otherwise.</returns>
    public static IEnumerable<string> Differences(IReadOnlyDictionary<string, string?> before, IReadOnlyDictionary<string, string?> after) =>
        before.Keys.Union(after.Keys, StringComparer.OrdinalIgnoreCase)
            .Where(path => before.GetValueOrDefault(path) != after.GetValueOrDefault(path))
            .Order(StringComparer.OrdinalIgnoreCase);

    private IConfigurationRoot Fresh()
    {
        var builder = new ConfigurationBuilder();
        foreach (var source in sources)
        {
            builder.Add(source);
        }

        return builder.Build();
    }

    private static IConfigurationRoot Of(IEnumerable<KeyValuePair<string, string?>> settings) => new ConfigurationBuilder().AddInMemoryCollection(settings).Build();

    // With those without a value: a parameter that is only named, "prompt": {}, is one.
    private static Dictionary<string, string?> Flat(IConfiguration configuration) => configuration.AsEnumerable().ToDictionary(StringComparer.OrdinalIgnoreCase);
}
