using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gateway.Videos;

/// <summary>An answer that writes its JSON straight into the response.</summary>
internal sealed class JsonResult(Action<Utf8JsonWriter> write, int status = StatusCodes.Status200OK) : IResult
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        await using (var writer = new Utf8JsonWriter(httpContext.Response.BodyWriter, Relaxed))
        {
            write(writer);
        }

        await httpContext.Response.BodyWriter.FlushAsync();
    }
}
