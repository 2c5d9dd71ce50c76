using System.Net.Http.Headers;
using Gateway.Dialects;
using Gateway.Http;
using Gateway.Routing;
using Gateway.Upstreams;

namespace Gateway.Uploads;

/// <summary>
/// Images are handed to an upstream's own upload call, because it can't fetch from a gateway behind a firewall. An image costs
/// nothing: it is tried with the next pool key when one is refused, and no key is set aside for it, as videos pay for that.
/// </summary>
internal sealed partial class UpstreamPlace(Upstream upstream, Pool pool, UpstreamSender sender, SafeMessage safe, ILogger<UpstreamPlace> logger) : IImagePlace
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(10);

    private readonly IUploadDialect dialect = (IUploadDialect)upstream.Dialect;

    public async Task<(UploadedImage? Uploaded, ApiError? Problem)> Put(TakenImage image, CancellationToken gone)
    {
        var after = Retry;
        foreach (var key in pool.Usable(upstream))
        {
            switch (await Send(key, image, gone))
            {
                case UploadOutcome.Uploaded { Url: var url }:
                    return (new UploadedImage(image, url, image.At + dialect.Uploads.KeptFor), null);
                case UploadOutcome.Rejected { Message: var message }:
                    return (null, Rejected(safe.From(message)));
                case UploadOutcome.Unclear { Why: var why }:
                    NotTaken(logger, image.Id, upstream.Name, key.Id, why);
                    return (null, ApiError.UpstreamUnavailable(after));
                case UploadOutcome.Unavailable { RetryAfter: var pause, Why: var why }:
                    NotTaken(logger, image.Id, upstream.Name, key.Id, why);
                    after = pause ?? after;
                    break;
                default:
                    throw new InvalidOperationException("There is no other outcome of an upload.");
            }
        }

        return (null, ApiError.UpstreamUnavailable(after));
    }

    private async Task<UploadOutcome> Send(PoolKeyOptions key, TakenImage image, CancellationToken gone)
    {
        // Its content goes with the message that carries it.
        var content = new StreamContent(image.File.OpenReadStream());
        content.Headers.ContentType = new MediaTypeHeaderValue(image.Facts.ContentType);
        var form = new MultipartFormDataContent { { content, "file", $"{image.Id}.{image.Facts.ContentType["image/".Length..]}" } };
        foreach (var (name, value) in dialect.Uploads.Fields)
        {
            form.Add(new StringContent(value), name);
        }

        return await sender.Upload(upstream, key, dialect.Uploads.Path, form, gone) switch
        {
            SendResult.Answered { Answer: var answer } => dialect.ReadUpload(answer),
            SendResult.Broken { Why: var why } => new UploadOutcome.Unclear(why),
            _ => throw new InvalidOperationException("A form is sent at any time."),
        };
    }

    private static ApiError Rejected(string? message) =>
        new(502, "upstream_rejected", message is null ? "The upstream does not take this image." : $"The upstream does not take this image: {message}");

    [LoggerMessage(Level = LogLevel.Warning, Message = "The image {UploadId} was not taken by {Upstream} with the pool key {PoolKey}: {Why}")]
    private static partial void NotTaken(ILogger logger, string uploadId, string upstream, string poolKey, string why);
}
