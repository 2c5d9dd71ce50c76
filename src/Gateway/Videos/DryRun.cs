using System.Text.Json;
using Gateway.Canonical;
using Gateway.Dialects;
using Gateway.Http;
using Gateway.Routing;

namespace Gateway.Videos;

/// <summary>Says what a create would do, and does none of it.</summary>
internal sealed class DryRun(RequestCheck check)
{
    /// <summary>Stands where a real submission has its own ids.</summary>
    private const string NoTask = "video_00000000000000000000000000";

    public async Task<IResult> Validate(HttpContext http)
    {
        var (received, problem) = await check.Receive(http.Request);
        using (received)
        {
            return received is null ? new ErrorResult(problem!) : Answer(received, http.Request.Headers[RequestCheck.PinHeader]);
        }
    }

    private IResult Answer(ReceivedRequest received, string? pinned)
    {
        var (request, problem) = check.Check(received, pinned);
        return request is null ? new ErrorResult(problem!) : new JsonResult(writer => Write(writer, request));
    }

    private static void Write(Utf8JsonWriter writer, CheckedRequest request)
    {
        writer.WriteStartObject();
        writer.WriteString("mode", request.Request.Mode.Name());
        writer.WritePropertyName("parameters");
        ResolvedJson.Write(writer, request.Request);
        writer.WriteStartObject("price");
        writer.WriteNumber("credits", request.Credits);
        writer.WriteEndObject();
        writer.WriteStartArray("routes");
        foreach (var route in request.Plan.Checks)
        {
            Write(writer, route, request.Request);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, RouteCheck route, ResolvedRequest request)
    {
        writer.WriteStartObject();
        writer.WriteString("upstream", route.Upstream.Name);
        writer.WriteBoolean("eligible", route.Eligible);
        if (route.Eligible)
        {
            Write(writer, route.Upstream.Dialect.Create(new Submission(
                request, route.Route.UpstreamModel, route.Route.Format, NoTask, NoTask)));
        }
        else
        {
            writer.WriteStartArray("reasons");
            if (!route.Enabled)
            {
                ErrorResponse.Write(writer, new ErrorDetail(RequestCheck.PinHeader, DetailCodes.NotAllowed, "This route is not enabled."));
            }

            foreach (var reason in route.Reasons)
            {
                ErrorResponse.Write(writer, reason);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, UpstreamRequest request)
    {
        writer.WriteStartObject("request");
        writer.WriteString("method", request.Method);
        writer.WriteString("path", request.Path);
        writer.WritePropertyName("body");
        writer.WriteRawValue(request.Body);
        writer.WriteEndObject();
    }
}
