using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Gateway.Tests.Support;

namespace Gateway.Tests.Admin;

/// <summary>Calls the operator API as an operator does.</summary>
internal sealed class Operator(GatewayHost gateway, string? key = Operator.Key) : IDisposable
{
    public const string Key = "operators-key-of-tests";

    private readonly HttpClient client = gateway.NewClient(key);

    public static (string Key, string? Value) Setting => ("Admin:Key", Key);

    /// <summary>The least that a key needs.</summary>
    public const string NewKey = """{"name":"n","team":"t"}""";

    public void Dispose() => client.Dispose();

    public async Task<(int Status, JsonElement Body)> Send(string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/admin/v1{path}");
        request.Content = body is null ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (request.Content is not null)
        {
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        using var response = await client.SendAsync(request);
        return ((int)response.StatusCode, await response.Json());
    }

    /// <summary>A call that has to succeed.</summary>
    public async Task<JsonElement> Get(string path) => await Done("GET", path);

    /// <summary>A call that has to succeed.</summary>
    public async Task<JsonElement> Done(string method, string path, string? body = null)
    {
        var (status, answer) = await Send(method, path, body);
        status.ShouldBeInRange(200, 201, answer.ToString());
        return answer;
    }

    /// <returns>Status, code, and each detail's param and code.</returns>
    public async Task<(int Status, string Code, string Details)> Refused(string method, string path, string? body = null)
    {
        var (status, answer) = await Send(method, path, body);
        answer.Text("error", "request_id").ShouldNotBeEmpty();
        return (status, answer.Text("error", "code"), string.Join(' ', answer.At("error", "details").EnumerateArray()
            .Select(detail => $"{detail.Text("param")}:{detail.Text("code")}")));
    }
}
