namespace Gateway.Tasks;

/// <summary>
/// Who waits for a place, and whose turn it is. A task's turn is fixed when it is queued: after its team's others, and
/// after the turn that was served last. So teams alternate however many tasks each has queued (docs/decisions/0008).
/// </summary>
internal sealed class QueueFacts
{
    private readonly Dictionary<string, int> ofTeam = [];
    private readonly Dictionary<(string Routes, string Model), int> ofModel = [];
    private readonly Dictionary<(string Routes, string Team), long> lastTurn = [];
    private readonly Dictionary<string, long> served = [];
    private readonly HashSet<string> moved = [];
    private readonly HashSet<(string Routes, string Team)> stale = [];
    private int? all;

    /// <summary>The queues, by their routes, whose turn has moved: what a commit has to write.</summary>
    public IEnumerable<(string Routes, long Turn)> Moved => moved.Select(routes => (routes, served[routes]));

    public bool Knows(QueuePlace place) =>
        all is not null && ofTeam.ContainsKey(place.Team) && ofModel.ContainsKey((place.Routes, place.Model))
        && lastTurn.ContainsKey((place.Routes, place.Team)) && served.ContainsKey(place.Routes);

    public void Learn(QueuePlace place, QueueState state)
    {
        all = state.Waiting;
        ofTeam[place.Team] = state.WaitingOfTeam;
        ofModel[(place.Routes, place.Model)] = state.WaitingOfModel;
        lastTurn[(place.Routes, place.Team)] = state.LastTurnOfTeam;
        served[place.Routes] = state.Served;
    }

    /// <summary>Whether a task of the model waits already: a place that is free now belongs to the head of the queue.</summary>
    public bool IsAnyWaiting(QueuePlace place) => ofModel[(place.Routes, place.Model)] > 0;

    public int Waiting => all ?? 0;

    public int WaitingOf(string team) => ofTeam[team];

    public long NextTurn(QueuePlace place) => 1 + Math.Max(served[place.Routes], lastTurn[(place.Routes, place.Team)]);

    /// <summary>For a task that was served already and comes back: nobody who came later goes before it.</summary>
    public long CurrentTurn(QueuePlace place) => served[place.Routes];

    public void Apply(Changes changes)
    {
        if (changes.Before is { State: TaskState.Queued } left)
        {
            Count(left, -1);
        }

        if (changes.After is { State: TaskState.Queued } waits)
        {
            Count(waits, 1);
            if (lastTurn.TryGetValue((waits.Routes, waits.Team), out var last))
            {
                lastTurn[(waits.Routes, waits.Team)] = Math.Max(last, waits.Turn ?? 0);
            }
        }

        if (changes.Served)
        {
            served[changes.After.Routes] = Math.Max(served[changes.After.Routes], changes.After.Turn ?? 0);
            moved.Add(changes.After.Routes);
        }
        else if (changes.Before is { State: TaskState.Queued } && changes.After.State != TaskState.Queued)
        {
            // It left without being served, so its team's last turn may now be an earlier one: that is asked for anew.
            stale.Add((changes.After.Routes, changes.After.Team));
        }
    }

    public void Saved()
    {
        moved.Clear();
        foreach (var key in stale)
        {
            lastTurn.Remove(key);
        }

        stale.Clear();
    }

    private void Count(TaskRecord task, int change)
    {
        all += change;
        Add(ofTeam, task.Team, change);
        Add(ofModel, (task.Routes, task.Model), change);
    }

    private static void Add<TKey>(Dictionary<TKey, int> counts, TKey key, int change)
        where TKey : notnull
    {
        if (counts.TryGetValue(key, out var count))
        {
            counts[key] = count + change;
        }
    }
}
