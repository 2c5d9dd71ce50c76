namespace Gateway.Dialects;

/// <summary>How an upstream takes an image: a multipart form with the image as <c>file</c>.</summary>
/// <param name="Path">Absolute path below the upstream's base URL.</param>
/// <param name="MostBytes">The largest image that its documents allow.</param>
/// <param name="KeptFor">How long it says that the image's URL works; null when it does not say.</param>
/// <param name="Fields">What else the form holds.</param>
internal sealed record UploadTerms(string Path, long MostBytes, TimeSpan? KeptFor, IReadOnlyDictionary<string, string> Fields);
