using System.Collections.Concurrent;

namespace Gateway.Crash;

/// <summary>What must not be, and was seen. Safe to use from many threads.</summary>
internal sealed class Findings
{
    private readonly ConcurrentQueue<(string Kind, string Detail)> all = new();

    public IReadOnlyCollection<(string Kind, string Detail)> All => all;

    public void Add(string kind, string detail) => all.Enqueue((kind, detail));

    public void Require(bool holds, string kind, string detail)
    {
        if (!holds)
        {
            Add(kind, detail);
        }
    }
}
