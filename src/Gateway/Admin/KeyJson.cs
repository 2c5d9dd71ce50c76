using System.Text.Json;
using Gateway.Http;
using Gateway.Keys;

namespace Gateway.Admin;

/// <summary>A key as operators see it: with its secret once, right after it was made.</summary>
internal static class KeyJson
{
    public static void Write(Utf8JsonWriter writer, KeyRecord record, string? secret = null)
    {
        writer.WriteStartObject();
        writer.WriteString("id", record.Key.Id);
        if (secret is not null)
        {
            writer.WriteString("key", secret);
        }

        writer.WriteString("hint", record.Hint);
        writer.WriteString("name", record.Key.Name);
        writer.WriteString("team", record.Key.Team);
        if (record.Key.Models is { } models)
        {
            writer.WriteList("models", models, (list, model) => list.WriteStringValue(model));
        }
        else
        {
            writer.WriteNull("models");
        }

        LimitsJson.WriteMembers(writer, record.Key.Limits);
        writer.WriteTime("expires_at", record.Key.ExpiresAt);
        writer.WriteTime("created_at", record.IsDeclared ? null : record.CreatedAt);
        writer.WriteTime("revoked_at", record.RevokedAt);
        writer.WriteTime("previous_key_until", record.PreviousUntil);
        writer.WriteString("source", record.IsDeclared ? "config" : "api");
        writer.WriteEndObject();
    }
}
