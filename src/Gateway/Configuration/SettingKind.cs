namespace Gateway.Configuration;

/// <summary>What a setting holds.</summary>
internal enum SettingKind
{
    Text,

    /// <summary>A text that is shown to nobody, because a secret may stand in it.</summary>
    Private,

    /// <summary>A secret, or where it is.</summary>
    Secret,
    Whole,
    Number,
    Flag,
    Time,

    /// <summary>A text, a number, true or false.</summary>
    Scalar,
    Texts,
    Scalars,
}
