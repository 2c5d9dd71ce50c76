namespace Gateway.Uploads;

/// <summary>What an image's own bytes say of it.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
internal sealed record ImageFacts(string ContentType, int Width, int Height)
{
    public const string Jpeg = "image/jpeg";
    public const string Png = "image/png";
    public const string WebP = "image/webp";

    public static IReadOnlyList<string> ContentTypes { get; } = [Jpeg, Png, WebP];
}
