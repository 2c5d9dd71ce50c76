using System.Net;
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

    /// <summary>What a process of its own serves to its client.</summary>
    public static async Task<byte[]> Content(this GatewayProcess gateway, string id)
    {
        using var client = new HttpClient();
        using var answer = await client.Asked($"{await gateway.Url}{ClientCalls.Videos}/{id}/content", ("Authorization", $"Bearer {GatewayHost.Key}"));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, id);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    /// <summary>Has a client of a process of its own give up a video.</summary>
    public static async Task DeleteContent(this GatewayProcess gateway, string id)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", GatewayHost.Key);
        using var answer = await client.DeleteAsync($"{await gateway.Url}{ClientCalls.Videos}/{id}/content");
        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent, id);
    }

    /// <summary>Has it keep its results in a folder.</summary>
    public static GatewayProcess KeepingIn(this GatewayProcess gateway, string folder) =>
        gateway.Keeping(("Results:Keep", "folder"), ("Results:Folder", folder));

    /// <summary>Has it keep its results as these settings say, also those of upstreams that tests play.</summary>
    public static GatewayProcess Keeping(this GatewayProcess gateway, params IEnumerable<(string Key, string? Value)> settings)
    {
        foreach (var (key, value) in settings.Append(("Signing:Key", Some.SigningKey)).Append(("Results:AllowedNetworks:0", "127.0.0.0/8")))
        {
            gateway.Settings[key.Replace(":", "__", StringComparison.Ordinal)] = value!;
        }

        return gateway;
    }

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
