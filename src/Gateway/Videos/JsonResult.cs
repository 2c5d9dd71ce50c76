using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gateway.Videos;

/// <summary>An answer whose JSON is whole before its first byte leaves, so that what breaks in between can still be told.</summary>
internal sealed class JsonResult(Action<Utf8JsonWriter> write, int status = StatusCodes.Status200OK) : IResult
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var json = new ArrayBufferWriter<byte>();
        await using (var writer = new Utf8JsonWriter(json, Relaxed))
        {
            write(writer);
        }

        httpContext.Response.StatusCode = status;
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        httpContext.Response.ContentLength = json.WrittenCount;
        await httpContext.Response.BodyWriter.WriteAsync(json.WrittenMemory);
    }
}
