namespace Gateway;

/// <summary>Settings as they stand in the files now, beside those in use.</summary>
/// <param name="Values">All of them, by path.</param>
/// <param name="Whole">As a start would take them.</param>
/// <param name="Configuration">What can be used without a restart, on top of what this process has started with.</param>
/// <param name="Usable">
/// The same, read. It is read as one, because sections lean on each other: a key that everybody knows may be good enough
/// beside the providers that the files name, but not beside those that this process has.
/// </param>
/// <param name="NeedRestart">Paths of what differs and can't be used before.</param>
internal sealed record NewSettings(
    IReadOnlyDictionary<string, string?> Values, Settings Whole, IConfiguration Configuration, Settings Usable, IReadOnlyList<string> NeedRestart);
