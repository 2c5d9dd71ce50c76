namespace Gateway.Http;

/// <summary>The codes of <see cref="ErrorDetail"/>.</summary>
internal static class DetailCodes
{
    public const string Required = "required";
    public const string InvalidType = "invalid_type";
    public const string OutOfRange = "out_of_range";
    public const string NotAllowed = "not_allowed";
    public const string TooLong = "too_long";
    public const string UnknownParameter = "unknown_parameter";

    /// <summary>Known, but not for this model or mode.</summary>
    public const string UnsupportedParameter = "unsupported_parameter";
    public const string TooMany = "too_many";
    public const string TooFew = "too_few";
    public const string InvalidUrl = "invalid_url";
    public const string Base64NotSupported = "base64_not_supported";
    public const string Conflict = "conflict";
    public const string CallbacksNotConfigured = "callbacks_not_configured";
}
