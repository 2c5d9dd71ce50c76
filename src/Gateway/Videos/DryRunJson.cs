using System.Text.Json;
using Gateway.Canonical;
using Gateway.Dialects;
using Gateway.Generations;
using Gateway.Http;

namespace Gateway.Videos;

/// <summary>What a create would do, as JSON.</summary>
internal static class DryRunJson
{
    public static void Write(Utf8JsonWriter writer, DryRunResult result)
    {
        var request = result.Request.Request;
        writer.WriteStartObject();
        writer.WriteString("mode", request.Mode.Name());
        writer.WritePropertyName("parameters");
        ResolvedJson.Write(writer, request);
        writer.WriteStartObject("price");
        writer.WriteNumber("credits", result.Request.Credits);
        writer.WriteEndObject();
        if (result.Expected is { } expected)
        {
            writer.WriteStartObject("expected_seconds");
            writer.WriteNumber("median", Seconds(expected.Median));
            writer.WriteNumber("p90", Seconds(expected.P90));
            writer.WriteEndObject();
        }

        writer.WriteStartArray("routes");
        foreach (var route in result.Routes)
        {
            Write(writer, route);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static long Seconds(TimeSpan time) => (long)Math.Ceiling(time.TotalSeconds);

    private static void Write(Utf8JsonWriter writer, RouteTrial route)
    {
        writer.WriteStartObject();
        writer.WriteString("upstream", route.Upstream);
        writer.WriteBoolean("eligible", route.Request is not null);
        if (route.Request is { } request)
        {
            Write(writer, request);
        }
        else
        {
            writer.WriteStartArray("reasons");
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
