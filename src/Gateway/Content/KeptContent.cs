using System.Buffers;
using Gateway.Canonical;
using Gateway.Files;
using Gateway.Http;
using Gateway.Tasks;
using Gateway.Telemetry;
using Microsoft.Net.Http.Headers;

namespace Gateway.Content;

/// <summary>Streams a kept file to a client, at the client's pace.</summary>
internal sealed partial class KeptContent(IKeptFiles kept, FileStores stores, Meters meters, TimeProvider time, ILogger<KeptContent> logger)
{
    private const int Buffer = 64 * 1024;

    /// <returns>False when the copy is gone, and its upstream may still have the file.</returns>
    public async Task<bool> Send(HttpContext http, TaskRecord task, KeptFile file, ContentAsk ask)
    {
        if (ByteRange.Of(ask.Range, file.Length) is not { } part)
        {
            await ContentErrors.WriteNoSuchRange(http, file.Length);
            return true;
        }

        try
        {
            await using var content = await stores.Of(file.Place).Open(file.Name, part.From, part.Count, http.RequestAborted);
            if (content is null)
            {
                return await Missed(http, file);
            }

            Describe(http.Response, task, file, ask, part);
            await (ask.HeadersAlone ? Task.CompletedTask : Copy(content, http, part.Count));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client has left, as players do when they skip.
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException && !http.RequestAborted.IsCancellationRequested)
        {
            NotRead(logger, task.Id, file.Place, problem.Message, http.TraceIdentifier);
            await Refuse(http);
        }

        return true;
    }

    /// <summary>
    /// While its upstream still has the file, it is had from there and copied anew. Later nothing is given up for that: a folder
    /// that is not mounted, or another bucket's name, looks the same.
    /// </summary>
    private async Task<bool> Missed(HttpContext http, KeptFile file)
    {
        meters.Kept(Words.ResultMissing);
        Missing(logger, file.TaskId, file.Place);
        if (time.Now() < file.SourceUntil)
        {
            await kept.Missed(file, time.Now());
            return false;
        }

        await Refuse(http);
        return true;
    }

    private static void Describe(HttpResponse response, TaskRecord task, KeptFile file, ContentAsk ask, ByteRange part)
    {
        ContentHeaders.Write(response, task, ask);
        response.ContentLength = part.Count;
        response.Headers.AcceptRanges = "bytes";
        response.Headers.LastModified = HeaderUtilities.FormatDate(file.StoredAt!.Value.Utc);
        if (ask.Range is not null)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = $"bytes {part.From}-{part.From + part.Count - 1}/{file.Length}";
        }
    }

    private static async Task Copy(Stream content, HttpContext http, long count)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Buffer);
        try
        {
            while (count > 0)
            {
                var read = await content.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, count)), http.RequestAborted);
                if (read == 0)
                {
                    throw new IOException("it is shorter than it was when it was copied");
                }

                await http.Response.Body.WriteAsync(buffer.AsMemory(0, read), http.RequestAborted);
                count -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task Refuse(HttpContext http)
    {
        if (http.Response.HasStarted)
        {
            // So that nobody takes what came for the whole.
            http.Abort();
            return;
        }

        http.Response.Clear();
        await ErrorResponse.Write(http, ContentErrors.NotServed());
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The kept video of task {TaskId} is missing in {Place}; it is copied anew while its upstream still has it")]
    private static partial void Missing(ILogger logger, string taskId, string place);

    [LoggerMessage(Level = LogLevel.Error, Message = "The kept video of task {TaskId} can't be read from {Place}: {Why} request_id={RequestId}")]
    private static partial void NotRead(ILogger logger, string taskId, string place, string why, string requestId);
}
