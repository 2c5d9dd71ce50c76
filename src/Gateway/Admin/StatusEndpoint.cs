using System.Text.Json;
using Gateway.Canonical;
using Gateway.Http;
using Gateway.Tasks;

namespace Gateway.Admin;

/// <summary>How things stand, at one look.</summary>
internal static class StatusEndpoint
{
    private static readonly TaskState[] Live = [TaskState.Queued, TaskState.Submitting, TaskState.Polling, TaskState.Unknown];

    public static void MapStatus(this IEndpointRouteBuilder admin) => admin.MapGet("/status", Get).WithName("getStatus");

    private static async Task<IResult> Get(ITaskReports reports)
    {
        var figures = await reports.Figures();
        var replicas = await reports.Replicas();
        return new JsonResult(writer => Write(writer, figures, replicas));
    }

    private static void Write(Utf8JsonWriter writer, StoreFigures figures, IReadOnlyList<ReplicaFigures> replicas)
    {
        StateFigures? Of(TaskState state) => figures.Live.FirstOrDefault(live => live.State == state.Word());
        writer.WriteStartObject();
        writer.WriteString("version", BuildVersion.Text);
        writer.WriteStartObject("tasks");
        foreach (var state in Live)
        {
            writer.WriteNumber(state.Word(), Of(state)?.Tasks ?? 0);
        }

        writer.WriteEndObject();
        writer.WriteStartObject("oldest");
        foreach (var state in Live)
        {
            writer.WriteTime(state.Word(), Of(state)?.Oldest);
        }

        writer.WriteEndObject();
        writer.WriteNumber("queue_length", Of(TaskState.Queued)?.Tasks ?? 0);
        writer.WriteNumber("unresolved", figures.Unresolved);
        writer.WriteList("replicas", replicas, Write);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ReplicaFigures replica)
    {
        writer.WriteStartObject();
        writer.WriteString("id", replica.Id);
        writer.WriteTime("started_at", replica.StartedAt);
        writer.WriteTime("last_seen_at", replica.SeenAt);
        writer.WriteEndObject();
    }
}
