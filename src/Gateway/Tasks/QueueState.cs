namespace Gateway.Tasks;

/// <summary>What the store knows of a place in a queue.</summary>
/// <param name="Waiting">Tasks in all queues.</param>
/// <param name="WaitingOfTeam">The team's among them.</param>
/// <param name="WaitingOfModel">Tasks of the same routes and model.</param>
/// <param name="LastTurnOfTeam">The latest turn of the team's tasks of the same routes.</param>
/// <param name="Served">The turn of the same routes that was served last.</param>
internal readonly record struct QueueState(int Waiting, int WaitingOfTeam, int WaitingOfModel, long LastTurnOfTeam, long Served);
