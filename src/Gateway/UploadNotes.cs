using System.Net;
using Gateway.Files;
using Gateway.Outbound;
using Gateway.Simulation;
using Gateway.Storage;

namespace Gateway;

/// <summary>What a person should know at the start about images that are kept here, because nothing else would say it before a task fails.</summary>
internal static class UploadNotes
{
    /// <param name="address">How the outside reaches the gateway.</param>
    public static IEnumerable<string> Of(Settings settings, string address)
    {
        if (settings.Uploads is not { Enabled: true, Via: null })
        {
            yield break;
        }

        if (settings.Storage.Provider == StorageOptions.Postgres && settings.Results.UploadPlace == ResultOptions.Folder)
        {
            yield return $"Uploaded images are kept in the folder {settings.Results.FolderPath}: replicas have to share it, or set Results:Keep=s3.";
        }

        if (settings.Upstreams.Any(upstream => upstream.Keys.Count > 0 && !upstream.IsSimulated()) && IsInside(new Uri(address).Host))
        {
            yield return $"Real upstreams can't fetch uploaded images from {address}: set PublicUrl, or Uploads:Via to one that takes them itself.";
        }
    }

    private static bool IsInside(string host) =>
        host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && !PublicAddress.Is(address));
}
