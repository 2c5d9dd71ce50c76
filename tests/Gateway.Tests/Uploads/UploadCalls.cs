using System.Net.Http.Headers;
using Gateway.Tests.Support;

namespace Gateway.Tests.Uploads;

/// <summary>How images are handed in.</summary>
internal static class UploadCalls
{
    public const string Path = "/v1/uploads/images";
    public const string SigningKey = "a-secret-that-signs-the-links-of-tests";

    /// <summary>What a gateway needs to keep images in a folder.</summary>
    public static (string Key, string? Value)[] Into(string folder) =>
        [("Uploads:Enabled", "true"), ("Signing:Key", SigningKey), ("Results:Folder", folder)];

    public static Task<HttpResponseMessage> Upload(this HttpClient client, byte[] image, string type = "image/png", string name = "photo.png") =>
        client.PostAsync(Path, Form(("file", image, type, name)));

    /// <param name="parts">Without a file name a part is a text.</param>
    public static MultipartFormDataContent Form(params (string Field, byte[] Bytes, string Type, string? Name)[] parts)
    {
        var form = new MultipartFormDataContent();
        foreach (var (field, bytes, type, name) in parts)
        {
            var content = new ByteArrayContent(bytes);
            content.Headers.ContentType = new MediaTypeHeaderValue(type);
            if (name is null)
            {
                form.Add(content, field);
            }
            else
            {
                form.Add(content, field, name);
            }
        }

        return form;
    }

    /// <returns>The answer to an image that has to be taken.</returns>
    public static async Task<System.Text.Json.JsonElement> Uploaded(this GatewayHost gateway, byte[] image)
    {
        using var answer = await gateway.Client.Upload(image);
        var body = await answer.Json();
        ((int)answer.StatusCode).ShouldBe(201, body.ToString());
        return body;
    }
}
