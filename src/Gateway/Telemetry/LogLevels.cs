using Serilog.Events;

namespace Gateway.Telemetry;

/// <summary>
/// The levels of the log, which can be changed while it is written: Serilog follows this source of settings, and no other,
/// so that no level counts before all settings that it came with do.
/// </summary>
internal sealed class LogLevels : ConfigurationProvider, IConfigurationSource
{
    public const string Section = "Serilog:MinimumLevel";

    private const string Overrides = $"{Section}:Override";

    private readonly string[] followed;

    public LogLevels(IConfiguration settings)
    {
        Data = Read(settings);
        followed = [.. Data.Keys];
    }

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    /// <returns>The paths of what counts only after a restart: Serilog follows those settings that were there when it began.</returns>
    public IReadOnlyList<string> Use(IConfiguration settings)
    {
        var next = Read(settings);
        foreach (var path in followed)
        {
            // What is no longer said goes by the level of everything else.
            next.TryAdd(path, next[$"{Section}:Default"]);
        }

        Data = next;
        OnReload();
        return [.. next.Keys.Except(followed, StringComparer.OrdinalIgnoreCase)];
    }

    private static Dictionary<string, string?> Read(IConfiguration settings)
    {
        var section = settings.GetSection(Section);
        var levels = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            [$"{Section}:Default"] = Level(section["Default"]) ?? Level(section.Value) ?? nameof(LogEventLevel.Information),
            [$"{Overrides}:Microsoft"] = nameof(LogEventLevel.Warning),
            [$"{Overrides}:System"] = nameof(LogEventLevel.Warning),
        };
        foreach (var entry in settings.GetSection(Overrides).GetChildren().Where(entry => Level(entry.Value) is not null))
        {
            levels[$"{Overrides}:{entry.Key}"] = Level(entry.Value);
        }

        return levels;
    }

    /// <summary>As Serilog spells it.</summary>
    private static string? Level(string? text) =>
        string.IsNullOrEmpty(text) ? null : Enum.TryParse<LogEventLevel>(text, ignoreCase: true, out var level) ? level.ToString() : text;
}
