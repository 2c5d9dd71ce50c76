namespace Gateway.Canonical;

/// <summary>The modes' names in JSON and configuration.</summary>
internal static class VideoModeNames
{
    public static IReadOnlyList<string> All { get; } =
        [.. Enum.GetValues<VideoMode>().Select(Name)];

    public static string Name(this VideoMode mode) => mode switch
    {
        VideoMode.TextToVideo => "text-to-video",
        VideoMode.ImageToVideo => "image-to-video",
        VideoMode.FirstLastFrame => "first-last-frame",
        VideoMode.ReferenceToVideo => "reference-to-video",
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, null),
    };

    public static VideoMode? Parse(string name) =>
        Enum.GetValues<VideoMode>().Cast<VideoMode?>().FirstOrDefault(mode => mode!.Value.Name() == name);
}
