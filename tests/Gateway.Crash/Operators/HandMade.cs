using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Gateway.Crash.Clients;
using Gateway.Crash.World;

namespace Gateway.Crash.Operators;

/// <summary>
/// Jobs that an operator makes at an upstream past the gateway, to say of two tasks at once that they are theirs. Only
/// one of them may get it.
/// </summary>
internal sealed class HandMade(Cast cast, UpstreamsHost upstreams) : IDisposable
{
    public const string Upstream = "legacy";
    private const int NoClient = 0;

    private readonly HttpClient http = new();

    /// <summary>How many were asked for.</summary>
    public int Sent { get; private set; }

    /// <summary>Whether a job was made past the gateway.</summary>
    public static bool Is(string body) => Marker.In(body).StartsWith($"wish-{NoClient}-", StringComparison.Ordinal);

    public void Dispose() => http.Dispose();

    /// <returns>The job's id; null when the upstream made none, or did not say so.</returns>
    public async Task<string?> Make(string poolKey)
    {
        Sent++;
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{upstreams.Url}/{Upstream}/v1/video/generations");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", cast.SecretOf(Upstream, poolKey));
        request.Content = new StringContent(
            $$"""{"model":"viduq3p-720p","prompt":"By hand {{Marker.Of(NoClient, Sent)}}","duration":5}""", Encoding.UTF8, "application/json");
        try
        {
            using var response = await http.SendAsync(request);
            if (!response.IsSuccessStatusCode)
            {
                return null;
            }

            using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            return json.RootElement.TryGetProperty("task_id", out var id) ? id.GetString() : null;
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or JsonException)
        {
            // A fault that a client has ordered for the next create has struck this one.
            return null;
        }
    }
}
