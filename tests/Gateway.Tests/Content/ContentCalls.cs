using Gateway.Tests.Support;

namespace Gateway.Tests.Content;

/// <summary>What clients do with finished videos.</summary>
internal static class ContentCalls
{
    /// <summary>The id of a new task that has ended well.</summary>
    public static async Task<string> Completed(this GatewayHost gateway)
    {
        var id = await gateway.Created(SeedExamples.Text, ("X-Gateway-Upstream", "toapis"));
        (await gateway.Finish(id)).Text("status").ShouldBe("completed");
        return id;
    }

    public static Task<HttpResponseMessage> Content(this GatewayHost gateway, string id, params (string Name, string Value)[] headers) =>
        gateway.Client.Asked($"{ClientCalls.Videos}/{id}/content", headers);

    /// <summary>The same as it comes, where the file is too long to be looked at as a whole.</summary>
    public static Task<HttpResponseMessage> Stream(this GatewayHost gateway, string id) =>
        gateway.Unrecorded.Asked($"{ClientCalls.Videos}/{id}/content", ("Authorization", $"Bearer {GatewayHost.Key}"));

    public static async Task<HttpResponseMessage> Asked(this HttpClient client, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}
