using System.Globalization;

namespace Gateway.Configuration;

/// <summary>
/// Reads settings and collects every fault with its path, so that a start reports all of them at once.
/// A setting that nobody asked for is a fault too: a typing error must not pass for a default.
/// </summary>
internal sealed class ConfigReader
{
    private readonly IConfigurationSection? section;
    private readonly IConfiguration configuration;
    private readonly List<ConfigReader> sections = [];
    private readonly HashSet<string> known = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> faults;
    private readonly List<string> secrets;
    private bool unknownRefused;

    public ConfigReader(IConfiguration root) : this(root, null, [], [])
    {
    }

    private ConfigReader(IConfiguration configuration, IConfigurationSection? section, List<string> faults, List<string> secrets)
    {
        this.configuration = configuration;
        this.section = section;
        this.faults = faults;
        this.secrets = secrets;
    }

    public IReadOnlyList<string> Faults => faults;

    /// <summary>Every secret that was read, so that what writes to a log knows what must not be in it.</summary>
    public IReadOnlyList<string> Secrets => secrets;

    /// <summary>The last part of this section's path.</summary>
    public string Key => section?.Key ?? "";

    public bool Exists => section is null || section.Exists();

    /// <summary>The same reader for the same key, so that two who read one section know together what they asked for.</summary>
    public ConfigReader Section(string key)
    {
        known.Add(key);
        if (sections.Find(other => string.Equals(other.Key, key, StringComparison.OrdinalIgnoreCase)) is { } same)
        {
            return same;
        }

        var child = configuration.GetSection(key);
        var reader = new ConfigReader(child, child, faults, secrets);
        sections.Add(reader);
        return reader;
    }

    /// <summary>The sections below this one: a list's elements, or a dictionary's entries.</summary>
    public IReadOnlyList<ConfigReader> Children() =>
        [.. configuration.GetChildren().Select(child => Section(child.Key))];

    public bool Has(string key) => configuration.GetSection(key).Exists();

    public string? Text(string key)
    {
        known.Add(key);
        var value = configuration[key];
        return string.IsNullOrEmpty(value) ? null : value;
    }

    public string Text(string key, string fallback) => Text(key) ?? fallback;

    public string Required(string key)
    {
        var value = Text(key);
        if (value is null)
        {
            Fault(key, "is required");
        }

        return value ?? "";
    }

    public string OneOf(string key, string fallback, IReadOnlyCollection<string> allowed)
    {
        var value = Text(key) ?? fallback;
        if (!allowed.Contains(value))
        {
            Fault(key, $"is '{value}'; allowed: {string.Join(", ", allowed)}");
        }

        return value;
    }

    public int Int(string key, int fallback, int min, int max) => IntOrNull(key, min, max) ?? fallback;

    public int? IntOrNull(string key, int min, int max) =>
        Parse(key, $"a whole number from {min} to {max}", text =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
                ? value
                : (int?)null);

    public long? WholeOrNull(string key, long min, long max) =>
        Parse(key, $"a whole number from {min} to {max}", text =>
            long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
                ? value
                : (long?)null);

    public decimal? DecimalOrNull(string key, decimal min, decimal max) =>
        Parse(key, string.Create(CultureInfo.InvariantCulture, $"a number from {min} to {max}"), text =>
            decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
                ? value
                : (decimal?)null);

    public bool Bool(string key, bool fallback) => BoolOrNull(key) ?? fallback;

    public bool? BoolOrNull(string key) =>
        Parse(key, "true or false", text => bool.TryParse(text, out var value) ? value : (bool?)null);

    public TimeSpan Time(string key, TimeSpan fallback, TimeSpan min, TimeSpan max) => TimeOrNull(key, min, max) ?? fallback;

    public TimeSpan? TimeOrNull(string key, TimeSpan min, TimeSpan max) =>
        Parse(key, $"a time from {min:c} to {max:c}, written [d.]hh:mm:ss", text =>
            TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
                ? value
                : (TimeSpan?)null);

    /// <summary>A list of texts, or null when the setting is absent. An empty list is a list.</summary>
    public IReadOnlyList<string>? TextsOrNull(string key)
    {
        known.Add(key);
        var child = configuration.GetSection(key);
        var values = child.GetChildren().Select(element => element.Value ?? "").ToList();
        if (values.Count == 0 && child.Value is { Length: > 0 })
        {
            // It must not pass for absent, which often means "all".
            Fault(key, $"is a text; allowed: a list, whose first element is {key}:0");
        }

        return values.Count > 0 || child.Value == "" ? values : null;
    }

    public void Keep(string secret) => secrets.Add(secret);

    public void Fault(string key, string problem) =>
        faults.Add($"{(section is null ? key : ConfigurationPath.Combine(section.Path, key))} {problem}");

    public void Fault(string problem) => faults.Add($"{section?.Path} {problem}");

    /// <summary>
    /// Adds a fault, once, for every setting in this section, or one below, that was never asked for.
    /// The root itself also holds the whole environment, so what is unknown there is nobody's fault.
    /// </summary>
    public void RefuseUnknown()
    {
        if (unknownRefused)
        {
            return;
        }

        unknownRefused = true;
        foreach (var child in section?.GetChildren().Where(child => !known.Contains(child.Key)) ?? [])
        {
            Fault(child.Key, known.Count == 0 ? "is not a setting" : $"is not a setting; known here: {string.Join(", ", known.Order())}");
        }

        sections.ForEach(child => child.RefuseUnknown());
    }

    private T? Parse<T>(string key, string allowed, Func<string, T?> parse)
        where T : struct
    {
        var text = Text(key);
        if (text is null)
        {
            return null;
        }

        var value = parse(text);
        if (value is null)
        {
            Fault(key, $"is '{text}'; allowed: {allowed}");
        }

        return value;
    }
}
