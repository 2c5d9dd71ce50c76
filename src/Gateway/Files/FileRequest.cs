using System.Net;

namespace Gateway.Files;

/// <summary>How a file is asked for.</summary>
internal static class FileRequest
{
    /// <summary>Nothing else of a client's request is an upstream's business.</summary>
    private static readonly string[] Passed = ["Range", "If-Modified-Since"];

    /// <summary>The same question at another place.</summary>
    public static HttpRequestMessage Copy(HttpRequestMessage request, Uri url)
    {
        var copy = To(url);
        foreach (var name in Passed)
        {
            if (request.Headers.NonValidated.TryGetValues(name, out var values))
            {
                copy.Headers.TryAddWithoutValidation(name, values);
            }
        }

        return copy;
    }

    public static HttpRequestMessage To(Uri url)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        // A compressed file would have another length, and ranges of something else.
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
        return request;
    }
}
