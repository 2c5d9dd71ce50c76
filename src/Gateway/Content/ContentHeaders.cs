using System.Net.Http.Headers;
using Gateway.Tasks;
using Microsoft.Net.Http.Headers;
using EntityTag = Microsoft.Net.Http.Headers.EntityTagHeaderValue;

namespace Gateway.Content;

/// <summary>What every answer with a file says of it.</summary>
internal static class ContentHeaders
{
    public static EntityTag Tag(TaskRecord task) => new($"\"{task.Id}\"");

    public static void Write(HttpResponse response, TaskRecord task, ContentAsk ask)
    {
        response.ContentType = ResultFormat.ContentType(task.ResultFormat);
        var headers = response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ETag = ask.Tag.ToString();
        // Whoever keeps it asks again, and so is told when it is over.
        headers.CacheControl = "private, no-cache";
        if (ask.Download)
        {
            headers.ContentDisposition = $"attachment; filename=\"{task.Id}.{ResultFormat.Extension(task.ResultFormat)}\"";
        }
    }

    /// <summary>Lengths, ranges and dates: no other header of an upstream reaches a client.</summary>
    public static void WriteMeasures(HttpResponse response, HttpContentHeaders from, bool takesRanges)
    {
        response.ContentLength = from.ContentLength;
        if (takesRanges)
        {
            response.Headers.AcceptRanges = "bytes";
        }

        if (from.ContentRange is { } range)
        {
            response.Headers.ContentRange = range.ToString();
        }

        if (from.LastModified is { } modified)
        {
            response.Headers.LastModified = HeaderUtilities.FormatDate(modified);
        }
    }
}
