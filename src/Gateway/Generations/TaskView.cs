using Gateway.Tasks;

namespace Gateway.Generations;

/// <summary>A task, and what whoever follows it wants to know beside it.</summary>
/// <param name="QueuePosition">Its place in the queue, when it stands in one.</param>
/// <param name="AskAgainAfter">Seconds until asking again may bring news; null when it has ended.</param>
internal sealed record TaskView(TaskRecord Task, int? QueuePosition, long? AskAgainAfter);
