using System.Text.Json;
using Gateway.Keys;
using Gateway.Models;

namespace Gateway.Generations;

/// <summary>A body that is a JSON object, from a caller whose key is good.</summary>
/// <param name="Key">The caller's key as it was when the request had come in whole.</param>
/// <param name="Catalogue">The one that decides about it, whatever the settings become meanwhile.</param>
internal sealed record ReceivedRequest(ClientKey Key, JsonDocument Body, Catalogue Catalogue) : IDisposable
{
    public void Dispose() => Body.Dispose();
}
