using System.Net;

namespace Gateway.Files;

/// <summary>
/// Follows redirects, as hosts of files use them, each through the same checked connection. A request is made anew for every
/// hop from the few headers that a file is asked for with, so that nothing else goes anywhere.
/// </summary>
internal sealed class RedirectHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const int MostHops = 5;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var url = request.RequestUri!;
        for (var hop = 0; hop <= MostHops; hop++)
        {
            var response = await base.SendAsync(FileRequest.Copy(request, url), cancellationToken);
            if (Target(response, url) is not { } next)
            {
                return response;
            }

            response.Dispose();
            url = next;
        }

        throw new HttpRequestException($"more than {MostHops} redirects");
    }

    /// <returns>Null when it leads nowhere that a file could be.</returns>
    private static Uri? Target(HttpResponseMessage response, Uri from) =>
        response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
        && response.Headers.Location is { } location
        && Uri.TryCreate(from, location, out var target)
        && target is { Scheme: "http" or "https", UserInfo: "" }
            ? target
            : null;
}
