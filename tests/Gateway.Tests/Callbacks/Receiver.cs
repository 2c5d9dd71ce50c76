using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Callbacks;

/// <summary>A team's service that is called. It answers as the test tells it to, which may change while it runs.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private WebApplication app = null!;

    /// <summary>The answer's status; by default it takes everything.</summary>
    public Func<HttpContext, Task<int>> Answer { get; set; } = _ => Task.FromResult(204);

    /// <summary>All that has come, in its order.</summary>
    public ConcurrentQueue<Message> Messages { get; } = [];

    public string Url => $"{app.Urls.First()}/hook";

    /// <summary>What lets a gateway call one.</summary>
    public static IEnumerable<(string Key, string? Value)> Settings =>
    [
        ("Signing:Key", Some.SigningKey), ("Callbacks:AllowedNetworks:0", "127.0.0.0/8"), ("Callbacks:AllowHttp", "true"),
    ];

    /// <param name="port">By default one that is free.</param>
    public static async Task<Receiver> Start(int port = 0)
    {
        var receiver = new Receiver();
        receiver.app = await LocalHost.Start(app => app.MapPost("/{**any}", receiver.Take), port: port);
        return receiver;
    }

    /// <summary>A request that is to be told of here.</summary>
    public string Request(string prompt = "A cat") => RequestTo(Url, prompt);

    public static string RequestTo(string url, string prompt = "A cat") => $$"""{"model":"viduq3-pro","prompt":"{{prompt}}","duration":5,"callback_url":"{{url}}"}""";

    public async Task<Message> Next(int number = 1)
    {
        await Eventually.True(() => Messages.Count >= number, 30);
        return Messages.ElementAt(number - 1);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task Take(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        Messages.Enqueue(new Message(http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), body));
        http.Response.StatusCode = await Answer(http);
    }

    internal sealed record Message(IReadOnlyDictionary<string, string> Headers, string Body)
    {
        public string Id => Headers["webhook-id"];

        public JsonElement Json => Body.AsJson();

        public string Type => Json.Text("type");

        public IReadOnlyList<string> Signatures => Headers["webhook-signature"].Split(' ');

        /// <summary>What whoever has this secret signs it with.</summary>
        public string SignatureBy(string secret)
        {
            var signed = Encoding.UTF8.GetBytes($"{Id}.{Headers["webhook-timestamp"]}.{Body}");
            return "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), signed));
        }
    }
}
