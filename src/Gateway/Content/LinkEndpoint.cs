using System.Text.Json;
using Gateway.Canonical;
using Gateway.Files;
using Gateway.Http;
using Gateway.Tasks;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Content;

/// <summary>Makes a link for somebody who has no key.</summary>
internal static class LinkEndpoint
{
    private const string ExpiresIn = "expires_in";

    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);
    private static readonly byte[] Nothing = "{}"u8.ToArray();

    public static async Task<IResult> Make(string id, HttpContext http, FinishedTasks tasks, ResultLinks links, LinkSigner signer, TimeProvider time)
    {
        var (seconds, problem) = await Read(http);
        if (problem is not null)
        {
            return new ErrorResult(problem);
        }

        (var task, problem) = await tasks.Find(id, http);
        if (task is null || !signer.IsReady)
        {
            return new ErrorResult(problem ?? ContentErrors.NothingSigned());
        }

        var end = (time.Now() + TimeSpan.FromSeconds(seconds)).WholeSecond;
        return new JsonResult(writer => Write(writer, links, task, task.ExpiresAt is { } gone ? Instant.Earlier(end, gone) : end));
    }

    private static async Task<(long Seconds, ApiError? Problem)> Read(HttpContext http)
    {
        var hasBody = http.Features.GetRequiredFeature<IHttpRequestBodyDetectionFeature>().CanHaveBody;
        var (body, problem) = hasBody ? await RequestBody.Read(http.Request) : (Nothing, null);
        if (body is null)
        {
            return (0, problem);
        }

        var (document, fault) = JsonReading.Parse(body);
        using (document)
        {
            return document is null ? (0, ApiError.InvalidJson(fault!)) : Read(new FieldReader(document.RootElement));
        }
    }

    private static (long Seconds, ApiError? Problem) Read(FieldReader fields)
    {
        var (most, given) = ((long)Longest.TotalSeconds, fields.Whole(ExpiresIn));
        if (given is < 1 || given > most)
        {
            fields.Problems.Add(ExpiresIn, DetailCodes.OutOfRange, $"'{ExpiresIn}' must be from 1 to {most} seconds.", JsonValues.Range(1, most));
        }

        fields.RefuseUnknown([ExpiresIn]);
        return (given ?? (long)Usual.TotalSeconds, fields.Problems.All.Count > 0 ? ApiError.InvalidRequest(fields.Problems.All) : null);
    }

    private static void Write(Utf8JsonWriter writer, ResultLinks links, TaskRecord task, Instant end)
    {
        writer.WriteStartObject();
        writer.WriteString("url", links.Of(task.Id, end));
        writer.WriteNumber("expires_at", end.UnixSeconds);
        writer.WriteEndObject();
    }
}
