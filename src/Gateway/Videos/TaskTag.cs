using System.Buffers.Text;
using System.Security.Cryptography;
using Gateway.Canonical;
using Gateway.Tasks;
using Microsoft.Net.Http.Headers;

namespace Gateway.Videos;

/// <summary>A task's <c>ETag</c>: it changes with what a client sees, but for the task's place in the queue.</summary>
internal static class TaskTag
{
    private const int Length = 12;

    public static string Of(TaskRecord task) => Of(JsonBytes.Of(writer => TaskJson.Write(writer, task)));

    /// <param name="json">The task without a place.</param>
    public static string Of(byte[] json)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(json, hash);
        return $"\"{Base64Url.EncodeToString(hash[..Length])}\"";
    }

    /// <summary>Whether the request's <c>If-None-Match</c> names the task as it is.</summary>
    public static bool IsKnown(HttpRequest request, TaskRecord task)
    {
        if (request.Headers.IfNoneMatch.Count == 0 || !EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var known))
        {
            return false;
        }

        var tag = new EntityTagHeaderValue(Of(request.HttpContext.Shown(task)));
        return known.Any(one => one.Compare(tag, useStrongComparison: false));
    }
}
