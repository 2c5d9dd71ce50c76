using System.Globalization;

namespace Gateway.Sandbox.Faults;

/// <summary>The faults of one create and of the job it makes.</summary>
internal sealed record FaultList(IReadOnlyList<Fault> Faults)
{
    private const int LongestShown = 40;

    public static FaultList None { get; } = new([]);

    public Fault? Refusal => Faults.FirstOrDefault(fault => fault.Rule.Stage == FaultStage.Refusal);

    public bool Has(string name) => Find(name) is not null;

    public Fault? Find(string name) => Faults.FirstOrDefault(fault => fault.Name == name);

    /// <summary>The fault of the n-th poll, counted from 1: each poll fault takes its number of polls, one after the other.</summary>
    public Fault? AtPoll(int poll)
    {
        foreach (var fault in Faults.Where(fault => fault.Rule.Stage == FaultStage.Poll))
        {
            // poll_slow's number is seconds.
            var polls = fault.Name == "poll_slow" ? 1 : (int)fault.Number;
            if (poll <= polls)
            {
                return fault;
            }

            poll -= polls;
        }

        return null;
    }

    public override string ToString() => string.Join('+', Faults);

    /// <summary>The faults that a job was made with.</summary>
    public static FaultList Of(SandboxJob job) =>
        job.Faults.Length == 0 ? None
        : Parse(job.Faults, job.Upstream, out var problem) ?? throw new InvalidOperationException(problem);

    /// <summary>Reads <c>NAME[:NUMBER][+…]</c>; null, with the problem, when a part of it is no fault of that upstream.</summary>
    public static FaultList? Parse(string text, string upstream, out string problem)
    {
        problem = "";
        if (text.Length == 0)
        {
            problem = Unknown("", upstream);
            return null;
        }

        var faults = new List<Fault>();
        foreach (var part in text.Split('+', StringSplitOptions.TrimEntries))
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            var name = colon < 0 ? part : part[..colon];
            if (FaultCatalogue.Find(upstream, name) is not { } rule)
            {
                problem = Unknown(name, upstream);
                return null;
            }

            var number = rule.Default ?? 0;
            if (colon >= 0 && (rule.Default is null || !TryNumber(part[(colon + 1)..], out number)))
            {
                problem = $"'{part}': {name} takes {(rule.Default is null ? "no number" : "a number from 0 to 86400")}";
                return null;
            }

            faults.Add(new Fault(rule, number));
        }

        return new FaultList(faults);
    }

    private static bool TryNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) && number is >= 0 and <= 86400;

    /// <summary>The list is what the caller needs, so a long name must not crowd it out.</summary>
    private static string Unknown(string name, string upstream) =>
        $"'{(name.Length <= LongestShown ? name : name[..LongestShown] + "…")}' is not a fault of {upstream}; known: {string.Join(", ", FaultCatalogue.At(upstream).Select(rule => rule.Name))}";
}
