using System.Text.Json;

namespace Gateway.Sandbox;

/// <summary>A job that a simulated upstream really made, and would have charged for.</summary>
public sealed record SandboxJob
{
    /// <summary><c>toapis</c>, <c>legacy</c> or <c>apimart</c>.</summary>
    public required string Upstream { get; init; }

    /// <summary>The id to poll with.</summary>
    public required string Id { get; init; }

    /// <summary>The bearer secret that created it, the only one that can see it.</summary>
    public required string Key { get; init; }

    public required string Model { get; init; }

    public string? ClientBusinessId { get; init; }

    public string? IdempotencyKey { get; init; }

    /// <summary>The request's body as it came.</summary>
    public required string Body { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The scripted faults, joined with <c>+</c>; empty for none.</summary>
    public string Faults { get; init; } = "";

    /// <summary>How often it was polled since the sandbox started.</summary>
    public int PollCount { get; init; }

    internal string? Text(string field)
    {
        using var body = JsonDocument.Parse(Body);
        return body.RootElement.TryGetProperty(field, out var value) ? value.GetString() : null;
    }

    internal bool HasSameBody(JsonElement other)
    {
        using var body = JsonDocument.Parse(Body);
        return JsonElement.DeepEquals(body.RootElement, other);
    }
}
