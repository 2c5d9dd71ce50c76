using Gateway.Benchmarks.Processes;
using Gateway.Benchmarks.Report;

namespace Gateway.Benchmarks.Runs;

/// <summary>Several targets under the same load in turns, A B C B C A …, so that what else the machine does hits all of them.</summary>
internal sealed class Rounds
{
    private readonly Dictionary<Child, List<Round>> all;

    private Rounds(IEnumerable<Child> targets) => all = targets.ToDictionary(target => target, _ => new List<Round>());

    public static async Task<Rounds> Run(Agenda agenda, int count, IReadOnlyList<Child> targets, Func<Child, Task<Round>> measure)
    {
        var rounds = new Rounds(targets);
        for (var i = 0; i < count; i++)
        {
            // Each is first in its turn: whoever is first meets caches that the others have cooled.
            foreach (var target in targets.Skip(i % targets.Count).Concat(targets.Take(i % targets.Count)))
            {
                rounds.all[target].Add(await measure(target));
                agenda.Did();
            }
        }

        return rounds;
    }

    public double Median(Child target, Func<Round, double> figure) => all[target].Select(figure).Median();

    /// <summary>The median of the rounds' own ratios: each round is held against its neighbour.</summary>
    public double Ratio(Child target, Child to, Func<Round, double> figure) =>
        all[target].Zip(all[to], (one, other) => figure(one) / figure(other)).Median();
}
