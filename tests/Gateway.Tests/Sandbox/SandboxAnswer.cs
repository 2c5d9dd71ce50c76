using System.Text.Json;

namespace Gateway.Tests.Sandbox;

/// <summary>An answer of a simulated upstream.</summary>
public sealed record SandboxAnswer(int Status, string Text, TimeSpan? RetryAfter)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    /// <summary>The value at a path such as <c>data.0.task_id</c> as text, numbers as they are written; null when there is none.</summary>
    public string? At(string path)
    {
        var value = Json;
        foreach (var step in path.Split('.'))
        {
            if (value.ValueKind == JsonValueKind.Array)
            {
                if (int.Parse(step) >= value.GetArrayLength())
                {
                    return null;
                }

                value = value[int.Parse(step)];
            }
            else if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(step, out value))
            {
                return null;
            }
        }

        return value.ValueKind == JsonValueKind.String ? $"'{value.GetString()}'" : value.GetRawText();
    }
}
