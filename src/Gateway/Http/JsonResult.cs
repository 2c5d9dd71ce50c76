using System.Text.Json;
using Gateway.Canonical;

namespace Gateway.Http;

/// <summary>An answer whose JSON is whole before its first byte leaves, so that what breaks in between can still be told.</summary>
internal sealed class JsonResult(byte[] json, int status = StatusCodes.Status200OK) : IResult
{
    public JsonResult(Action<Utf8JsonWriter> write, int status = StatusCodes.Status200OK)
        : this(JsonBytes.Of(write), status)
    {
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        httpContext.Response.ContentLength = json.Length;
        await httpContext.Response.BodyWriter.WriteAsync(json);
    }
}
