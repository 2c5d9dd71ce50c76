using Gateway.Canonical;

namespace Gateway.Tasks;

/// <summary>The unfinished tasks in one state.</summary>
/// <param name="State">The word of a <see cref="TaskState"/>.</param>
/// <param name="Oldest">When the one was made that was made first.</param>
internal sealed record StateFigures(string State, long Tasks, Instant Oldest);
