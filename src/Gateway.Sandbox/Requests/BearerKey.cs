using System.Net.Http.Headers;

namespace Gateway.Sandbox.Requests;

/// <summary>The key that a request brings.</summary>
internal static class BearerKey
{
    /// <returns>Null when it is none of these.</returns>
    public static string? Of(HttpRequest request, IReadOnlyCollection<string> keys) =>
        AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header)
        && header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)
        && header.Parameter is { } key && keys.Contains(key) ? key : null;
}
