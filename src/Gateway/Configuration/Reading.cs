namespace Gateway.Configuration;

/// <summary>What came of reading settings, of all sections together.</summary>
internal sealed class Reading
{
    private readonly Dictionary<string, Setting> settings = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, IReadOnlyCollection<string>> names = [];
    private readonly Dictionary<string, string> secrets = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> files = [];
    private readonly List<string> faults = [];

    public IReadOnlyList<string> Faults => faults;

    /// <summary>Every setting that was asked for, whether it is there or not, in the order of asking.</summary>
    public IReadOnlyCollection<Setting> Settings => settings.Values;

    /// <summary>For the place of a section whose entries have names: those that they may have.</summary>
    public IReadOnlyDictionary<string, IReadOnlyCollection<string>> Names => names;

    /// <summary>Every secret by its path, so that what writes to a log knows what must not be in it.</summary>
    public IReadOnlyDictionary<string, string> Secrets => secrets;

    /// <summary>The files that secrets were read from, or would have been.</summary>
    public IReadOnlyCollection<string> Files => files;

    public void Fault(string fault) => faults.Add(fault);

    public void Add(Setting setting) => settings[setting.Path] = settings.TryGetValue(setting.Path, out var before) ? before.And(setting) : setting;

    public void Name(string place, IReadOnlyCollection<string> allowed) => names[place] = allowed;

    public void Keep(string path, string secret) => secrets[path] = secret;

    public void KeepFile(string path) => files.Add(path);
}
