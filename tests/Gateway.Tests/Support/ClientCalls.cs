using System.Text;
using System.Text.Json;

namespace Gateway.Tests.Support;

/// <summary>What clients do.</summary>
internal static class ClientCalls
{
    public const string Videos = "/v1/videos/generations";

    public static Task<HttpResponseMessage> Create(this HttpClient client, string body, params (string Name, string Value)[] headers) =>
        client.Post(Videos, body, headers);

    public static async Task<HttpResponseMessage> Post(this HttpClient client, string path, string body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await client.SendAsync(request);
    }

    public static async Task<JsonElement> Task(this HttpClient client, string id) => await (await client.GetAsync($"{Videos}/{id}")).Json();

    /// <summary>Asks again and again until the task has one of these statuses.</summary>
    public static async Task<JsonElement> Wait(this HttpClient client, string id, IReadOnlyList<string> statuses, int seconds = 20)
    {
        var task = default(JsonElement);
        await Eventually.True(async () => statuses.Contains((task = await client.Task(id)).Text("status")), seconds);
        return task;
    }
}
