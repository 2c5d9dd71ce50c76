namespace Gateway.Configuration;

/// <summary>One setting as it was asked for.</summary>
/// <param name="Path">Where it stands, such as <c>Clients:0:Name</c>.</param>
/// <param name="Place">The same with <c>[]</c> for a number in a list and <c>*</c> for a name that whoever writes the settings chooses.</param>
/// <param name="Value">As it was written; null when it is absent.</param>
/// <param name="Default">What counts then; null when nothing does.</param>
/// <param name="Allowed">All values that it may have; null when they can't be counted.</param>
/// <param name="Form">In words, what it may be.</param>
internal sealed record Setting(
    string Path,
    string Place,
    SettingKind Kind,
    string? Value = null,
    string? Default = null,
    bool IsRequired = false,
    decimal? Min = null,
    decimal? Max = null,
    IReadOnlyCollection<string>? Allowed = null,
    string? Form = null)
{
    /// <summary>The same setting, asked for once more: what either asking says of it.</summary>
    public Setting And(Setting other) => this with
    {
        Kind = other.Kind is SettingKind.Text ? Kind : other.Kind,
        Default = other.Default ?? Default,
        IsRequired = IsRequired || other.IsRequired,
        Min = other.Min ?? Min,
        Max = other.Max ?? Max,
        Allowed = other.Allowed ?? Allowed,
        Form = other.Form ?? Form,
    };
}
