using System.Globalization;
using System.Text.Json;
using Gateway.Canonical;

namespace Gateway.Http;

/// <summary>Writes an <see cref="ApiError"/> as the answer.</summary>
internal static class ErrorResponse
{
    public static async Task Write(HttpContext context, ApiError error)
    {
        // For the request's log line.
        context.Features.Set(error);
        var response = context.Response;
        response.StatusCode = error.Status;
        response.ContentType = "application/json; charset=utf-8";
        if (error.RetryAfter is { } retryAfter)
        {
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(retryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        if (error.Status == StatusCodes.Status401Unauthorized)
        {
            // RFC 9110 15.5.2: a 401 says how to authenticate.
            response.Headers.WWWAuthenticate = "Bearer";
        }

        var json = JsonBytes.Of(writer => Write(writer, error, context.TraceIdentifier));
        response.ContentLength = json.Length;
        await response.BodyWriter.WriteAsync(json);
    }

    public static void Write(Utf8JsonWriter writer, ApiError error, string requestId)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("error");
        writer.WriteString("code", error.Code);
        writer.WriteString("type", error.Type);
        writer.WriteString("message", error.Message);
        writer.WriteString("param", error.Param);
        writer.WriteString("request_id", requestId);
        writer.WriteStartArray("details");
        foreach (var detail in error.Details ?? [])
        {
            Write(writer, detail);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, ErrorDetail detail)
    {
        writer.WriteStartObject();
        writer.WriteString("param", detail.Param);
        writer.WriteString("code", detail.Code);
        writer.WriteString("message", detail.Message);
        if (detail.Allowed is { } allowed)
        {
            // Left out where there is none: the value may be of any type, and generated clients take none of those for null.
            writer.WritePropertyName("allowed");
            allowed.WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}
