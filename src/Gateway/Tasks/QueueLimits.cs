namespace Gateway.Tasks;

/// <summary>How many tasks may wait for a place at once.</summary>
/// <param name="All">Of all teams together.</param>
/// <param name="OfTeam">Of one team, so that none can fill the queue for the others.</param>
internal sealed record QueueLimits(int All, int OfTeam)
{
    public bool IsFull(QueueFacts queues, string team) => queues.Waiting >= All || queues.WaitingOf(team) >= OfTeam;
}
