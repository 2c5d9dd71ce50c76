using System.Net;
using Gateway.Files;
using Gateway.Http;
using Gateway.Outbound;
using Gateway.Tasks;
using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Content;

/// <summary>Streams a file from the host that the upstream has named to the client, at the client's pace.</summary>
internal sealed partial class UpstreamFile(IHttpForwarder forwarder, ResultFetch fetch, ILogger<UpstreamFile> logger)
{
    private const int ClientLeft = 499;

    private static readonly ForwarderRequestConfig Terms = new()
    {
        Version = HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        // Of silence, not of the whole.
        ActivityTimeout = TimeSpan.FromSeconds(60),
    };

    public async Task Send(HttpContext http, TaskRecord task, ContentAsk ask)
    {
        if (task.ResultUrl is null || !Uri.TryCreate(task.ResultUrl, UriKind.Absolute, out var url))
        {
            await ErrorResponse.Write(http, ContentErrors.NotServed());
            return;
        }

        var transformer = new FileTransformer(task, url, ask);
        var error = await forwarder.SendAsync(http, "http://file", fetch.For(url), Terms, transformer);
        if (http.Response.HasStarted)
        {
            return;
        }

        if (http.RequestAborted.IsCancellationRequested)
        {
            http.Response.StatusCode = ClientLeft;
        }
        else if (transformer.LengthOfAll is { } length && transformer.Status == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            http.Response.Clear();
            await ContentErrors.WriteNoSuchRange(http, length);
        }
        else if (transformer.Problem is not null || error != ForwarderError.None)
        {
            NotServed(logger, task.Id, task.Upstream, transformer.Problem ?? Words(http, error), http.TraceIdentifier);
            http.Response.Clear();
            await ErrorResponse.Write(http, transformer.Status == HttpStatusCode.Gone ? ContentErrors.Expired() : ContentErrors.NotServed());
        }
    }

    /// <summary>An exception's own words may quote the link, which opens the file to whoever has it.</summary>
    private static string Words(HttpContext http, ForwarderError error)
    {
        for (var problem = http.GetForwarderErrorFeature()?.Exception; problem is not null; problem = problem.InnerException)
        {
            if (problem is AddressRefusedException)
            {
                return problem.Message;
            }
        }

        return $"its host can't be reached ({error})";
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The file of task {TaskId} can't be had from {Upstream}: {Why} request_id={RequestId}")]
    private static partial void NotServed(ILogger logger, string taskId, string? upstream, string why, string requestId);
}
