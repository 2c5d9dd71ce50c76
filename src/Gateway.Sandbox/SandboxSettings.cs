using System.Globalization;

namespace Gateway.Sandbox;

/// <summary>Reads the configuration section <c>Sandbox</c> of the process of its own.</summary>
internal static class SandboxSettings
{
    public static SandboxOptions? Read(IConfigurationSection section, out IReadOnlyList<string> faults)
    {
        var found = new List<string>();
        var defaults = new SandboxOptions();
        var keys = section.GetSection("Keys").GetChildren().Select(key => key.Value ?? "").ToList();
        if (keys.Contains(""))
        {
            found.Add($"{section.Path}:Keys has an empty key");
        }

        var options = new SandboxOptions
        {
            Keys = keys.Count > 0 ? keys : defaults.Keys,
            QueuedFor = Time("QueuedFor", defaults.QueuedFor),
            RunsFor = Time("RunsFor", defaults.RunsFor),
            Journal = string.IsNullOrEmpty(section["Journal"]) ? null : section["Journal"],
        };
        faults = found;
        return found.Count == 0 ? options : null;

        TimeSpan Time(string key, TimeSpan fallback)
        {
            if (section[key] is not { Length: > 0 } text)
            {
                return fallback;
            }

            if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time >= TimeSpan.Zero && time <= TimeSpan.FromDays(1))
            {
                return time;
            }

            found.Add($"{section.Path}:{key} is '{text}'; allowed: a time from 00:00:00 to 1.00:00:00, written [d.]hh:mm:ss");
            return fallback;
        }
    }
}
