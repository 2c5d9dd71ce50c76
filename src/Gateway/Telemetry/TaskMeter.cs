using Gateway.Canonical;
using Gateway.Tasks;

namespace Gateway.Telemetry;

/// <summary>Counts what was committed here: money that moved, and tasks that ended. Of other replicas' changes those count.</summary>
internal sealed class TaskMeter(Meters meters) : ITaskSubscriber
{
    public void Hear(TaskEvent happened)
    {
        if (happened.Changes is not { } changes)
        {
            return;
        }

        if (changes.Entry is { } entry)
        {
            meters.Booked(entry.Kind, changes.After.Price.Amount);
        }

        if (changes.Before is not { IsTerminal: true } && changes.After is { IsTerminal: true } ended)
        {
            meters.Ended(ended.Model, ended.Status.Word(), happened.At - ended.CreatedAt);
        }
    }
}
