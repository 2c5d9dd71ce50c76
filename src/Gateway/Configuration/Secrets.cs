namespace Gateway.Configuration;

/// <summary>A secret in the settings is its own text, <c>env:NAME</c> or <c>file:PATH</c>.</summary>
internal static class Secrets
{
    /// <summary>Reads a required secret; what is missing is a fault of that setting, which never quotes the secret.</summary>
    public static string Secret(this ConfigReader section, string key) => Read(section, key, section.Required(key));

    /// <summary>The same of one that may be absent.</summary>
    public static string? SecretOrNull(this ConfigReader section, string key) => section.Text(key) is { } setting ? Read(section, key, setting) : null;

    private static string Read(ConfigReader section, string key, string setting)
    {
        if (setting.StartsWith("env:", StringComparison.Ordinal))
        {
            return FromEnvironment(section, key, setting["env:".Length..]);
        }

        return setting.StartsWith("file:", StringComparison.Ordinal) ? FromFile(section, key, setting["file:".Length..])
            : setting.Length > 0 ? Usable(section, key, setting)
            : "";
    }

    private static string FromEnvironment(ConfigReader section, string key, string name)
    {
        var value = Environment.GetEnvironmentVariable(name);
        if (string.IsNullOrEmpty(value))
        {
            section.Fault(key, $"names the environment variable {name}, which is not set");
            return "";
        }

        return Usable(section, key, value);
    }

    private static string FromFile(ConfigReader section, string key, string path)
    {
        section.Reading.KeepFile(path);
        try
        {
            return Usable(section, key, File.ReadAllText(path).Trim());
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            section.Fault(key, $"names the file {path}, which can't be read: {problem.Message}");
            return "";
        }
    }

    // A secret travels in a header: a line break or an umlaut in it would only fail at the first request.
    private static string Usable(ConfigReader section, string key, string secret)
    {
        if (secret.Length == 0 || secret.Any(character => character is <= ' ' or > '~'))
        {
            section.Fault(key, "has to be one or more visible ASCII characters");
        }

        section.Keep(key, secret);
        return secret;
    }
}
