using System.Text;
using System.Text.Json;
using Gateway.Audit;
using Gateway.Callbacks;
using Gateway.Canonical;
using Gateway.Keys;
using Gateway.Quotas;
using Gateway.Tasks;

namespace Gateway.Admin;

/// <summary>What the audit log says of each kind of change: as operators see it otherwise, so without secrets. What changed nothing has no entry.</summary>
internal static class AuditEntries
{
    public static AuditEntry? OfKey(this Act act, KeyRecord? before, KeyRecord after)
    {
        var (was, now) = (before is null ? null : Text(writer => KeyJson.Write(writer, before)), Text(writer => KeyJson.Write(writer, after)));
        // Of a new secret nothing may be seen, but that there is one.
        return was == now && after.Hash.SequenceEqual(before!.Hash) ? null : act.Changed(was, now);
    }

    public static AuditEntry? OfTeam(this Act act, Limits before, Limits after)
    {
        var (was, now) = (LimitsText(before), LimitsText(after));
        return was == now ? null : act.Changed(was, now);
    }

    /// <summary>To enable a key always changes something: it ends what the gateway itself had made of the key.</summary>
    public static AuditEntry? OfPoolKey(this Act act, bool wasDisabled, bool isDisabled) =>
        wasDisabled && isDisabled ? null : act.Changed(SwitchText(wasDisabled), SwitchText(isDisabled));

    public static AuditEntry OfTask(this Act act, TaskRecord before, TaskRecord after) => act.Changed(TaskText(before), TaskText(after));

    public static AuditEntry OfCallback(this Act act, Callback before) => act.Changed(CallbackText(before.Status), CallbackText(CallbackStatus.Pending));

    /// <param name="version">The one that was the newest.</param>
    public static AuditEntry OfSecret(this Act act, long version) => act.Changed(VersionText(version), VersionText(version + 1));

    private static string CallbackText(string status) => Text(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("status", status);
        writer.WriteEndObject();
    });

    private static string VersionText(long version) => Text(writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("version", version);
        writer.WriteEndObject();
    });

    private static string LimitsText(Limits limits) => Text(writer =>
    {
        writer.WriteStartObject();
        LimitsJson.WriteMembers(writer, limits);
        writer.WriteEndObject();
    });

    private static string SwitchText(bool isDisabled) => Text(writer =>
    {
        writer.WriteStartObject();
        writer.WriteBoolean("disabled", isDisabled);
        writer.WriteEndObject();
    });

    private static string TaskText(TaskRecord task) => Text(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("state", task.State.Word());
        writer.WriteString("money", task.Money.Word());
        writer.WriteString("upstream_task_id", task.UpstreamTaskId);
        writer.WriteString("error_code", task.ErrorCode);
        writer.WriteEndObject();
    });

    private static string Text(Action<Utf8JsonWriter> write) => Encoding.UTF8.GetString(JsonBytes.Of(write));
}
