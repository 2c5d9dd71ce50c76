using System.Globalization;

namespace Gateway.Configuration;

/// <summary>
/// Reads settings and collects every fault with its path, so that a start reports all of them at once.
/// A setting that nobody asked for is a fault too: a typing error must not pass for a default.
/// It notes what it was asked for, and what of it is allowed: <c>Gateway --check</c> and the schema of the settings are made of these notes.
/// </summary>
internal sealed class ConfigReader
{
    private readonly IConfigurationSection? section;
    private readonly IConfiguration configuration;
    private readonly List<ConfigReader> sections = [];
    private readonly HashSet<string> known = new(StringComparer.OrdinalIgnoreCase);
    private readonly string place;
    private bool unknownRefused;

    public ConfigReader(IConfiguration root) : this(root, null, "", new Reading())
    {
    }

    private ConfigReader(IConfiguration configuration, IConfigurationSection? section, string place, Reading reading)
    {
        this.configuration = configuration;
        this.section = section;
        this.place = place;
        Reading = reading;
    }

    public Reading Reading { get; }

    public IReadOnlyList<string> Faults => Reading.Faults;

    /// <summary>The last part of this section's path.</summary>
    public string Key => section?.Key ?? "";

    public bool Exists => section is null || section.Exists();

    /// <summary>The same reader for the same key, so that two who read one section know together what they asked for.</summary>
    public ConfigReader Section(string key) => Section(key, key);

    /// <summary>The sections below this one: a list's elements, or a dictionary's entries.</summary>
    public IReadOnlyList<ConfigReader> Children() =>
        [.. configuration.GetChildren().Select(child => Section(child.Key, child.Key.All(char.IsAsciiDigit) ? "[]" : "*"))];

    /// <param name="allowed">The names that the entries may have. Whether one has another is the caller's to judge.</param>
    public IReadOnlyList<ConfigReader> Children(IReadOnlyCollection<string> allowed)
    {
        Reading.Name(place, allowed);
        return Children();
    }

    public bool Has(string key) => configuration.GetSection(key).Exists();

    public string? Text(string key) => Asked(key, SettingKind.Text);

    public string Text(string key, string fallback) => Text(key) ?? Default(key, fallback);

    /// <summary>As a text, even where a number, true or false is written.</summary>
    public string? Scalar(string key) => Asked(key, SettingKind.Scalar);

    public string Required(string key)
    {
        var value = Text(key);
        Note(new(Path(key), Place(key), SettingKind.Text, IsRequired: true));
        if (value is null)
        {
            Fault(key, "is required");
        }

        return value ?? "";
    }

    public string OneOf(string key, string fallback, IReadOnlyCollection<string> allowed)
    {
        var value = Text(key, fallback);
        Note(new(Path(key), Place(key), SettingKind.Text, Allowed: allowed));
        if (!allowed.Contains(value))
        {
            Fault(key, $"is '{value}'; allowed: {string.Join(", ", allowed)}");
        }

        return value;
    }

    public int Int(string key, int fallback, int min, int max) => IntOrNull(key, min, max) ?? Default(key, fallback);

    public int? IntOrNull(string key, int min, int max) =>
        Parse(key, SettingKind.Whole, min, max, $"a whole number from {min} to {max}", text =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
                ? value
                : (int?)null);

    public long? WholeOrNull(string key, long min, long max) =>
        Parse(key, SettingKind.Whole, min, max, $"a whole number from {min} to {max}", text =>
            long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
                ? value
                : (long?)null);

    public decimal? DecimalOrNull(string key, decimal min, decimal max) =>
        Parse(key, SettingKind.Number, min, max, string.Create(CultureInfo.InvariantCulture, $"a number from {min} to {max}"), text =>
            decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
                ? value
                : (decimal?)null);

    public bool Bool(string key, bool fallback) => BoolOrNull(key) ?? (Default(key, fallback ? "true" : "false") == "true");

    public bool? BoolOrNull(string key) =>
        Parse(key, SettingKind.Flag, null, null, "true or false", text => bool.TryParse(text, out var value) ? value : (bool?)null);

    public TimeSpan Time(string key, TimeSpan fallback, TimeSpan min, TimeSpan max) => TimeOrNull(key, min, max) ?? Default(key, fallback);

    public TimeSpan? TimeOrNull(string key, TimeSpan min, TimeSpan max) =>
        Parse(key, SettingKind.Time, null, null, $"a time from {min:c} to {max:c}, written [d.]hh:mm:ss", text =>
            TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
                ? value
                : (TimeSpan?)null);

    /// <summary>A list of texts, or null when the setting is absent. An empty list is a list.</summary>
    public IReadOnlyList<string>? TextsOrNull(string key) => ListOrNull(key, SettingKind.Texts);

    /// <summary>The same, of texts, numbers, and true and false.</summary>
    public IReadOnlyList<string>? ScalarsOrNull(string key) => ListOrNull(key, SettingKind.Scalars);

    /// <summary>A secret may stand in it.</summary>
    public void Hide(string key) => Note(new(Path(key), Place(key), SettingKind.Private));

    public void Keep(string key, string secret)
    {
        Note(new(Path(key), Place(key), SettingKind.Secret));
        Reading.Keep(Path(key), secret);
    }

    public void Fault(string key, string problem) => Reading.Fault($"{Path(key)} {problem}");

    public void Fault(string problem) => Reading.Fault($"{section?.Path} {problem}");

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

    private T? Parse<T>(string key, SettingKind kind, decimal? min, decimal? max, string allowed, Func<string, T?> parse)
        where T : struct
    {
        var text = Asked(key, kind);
        Note(new(Path(key), Place(key), kind, Min: min, Max: max, Form: allowed));
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

    private List<string>? ListOrNull(string key, SettingKind kind)
    {
        known.Add(key);
        var child = configuration.GetSection(key);
        var values = child.GetChildren().Select(element => element.Value ?? "").ToList();
        Note(new(Path(key), Place(key), kind, values.Count == 0 ? null : string.Join(", ", values)));
        if (values.Count == 0 && child.Value is { Length: > 0 })
        {
            // It must not pass for absent, which often means "all".
            Fault(key, $"is a text; allowed: a list, whose first element is {key}:0");
        }

        return values.Count > 0 || child.Value == "" ? values : null;
    }

    private ConfigReader Section(string key, string part)
    {
        known.Add(key);
        if (sections.Find(other => string.Equals(other.Key, key, StringComparison.OrdinalIgnoreCase)) is { } same)
        {
            return same;
        }

        var child = configuration.GetSection(key);
        var reader = new ConfigReader(child, child, Place(part), Reading);
        sections.Add(reader);
        return reader;
    }

    private string? Asked(string key, SettingKind kind)
    {
        known.Add(key);
        var value = configuration[key] is { Length: > 0 } text ? text : null;
        Note(new(Path(key), Place(key), kind, value));
        return value;
    }

    /// <summary>What counts while the setting is absent.</summary>
    public T Default<T>(string key, T fallback)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{fallback}");
        Note(new(Path(key), Place(key), SettingKind.Text, Default: text.Length > 0 ? text : null));
        return fallback;
    }

    private void Note(Setting setting) => Reading.Add(setting);

    private string Path(string key) => section is null ? key : ConfigurationPath.Combine(section.Path, key);

    private string Place(string key) => section is null ? key : ConfigurationPath.Combine(place, key);
}
