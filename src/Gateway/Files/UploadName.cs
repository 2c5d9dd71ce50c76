using System.Text.RegularExpressions;
using Gateway.Canonical;

namespace Gateway.Files;

/// <summary>How the address of an uploaded image is made of its id. Some who fetch images judge them by the end of their address.</summary>
internal static partial class UploadName
{
    public const string Folder = "/v1/uploads/images";

    public static string PathOf(string id, string contentType) => $"{Folder}/{id}.{contentType[(contentType.IndexOf('/', StringComparison.Ordinal) + 1)..]}";

    /// <returns>The id, or null when the last part of an address is none of ours.</returns>
    public static string? IdIn(string name) => name.Split('.') is [var id, _] && IdPattern().Match(id).Length == id.Length && id.Length > 0 ? id : null;

    /// <summary>The ids that a text holds.</summary>
    public static IEnumerable<string> IdsIn(string text) => IdPattern().Matches(text).Select(match => match.Value);

    [GeneratedRegex(IdSource.UploadPrefix + "[0-9A-Z]{26}")]
    private static partial Regex IdPattern();
}
