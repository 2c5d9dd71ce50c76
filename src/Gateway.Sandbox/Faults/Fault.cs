using System.Globalization;

namespace Gateway.Sandbox.Faults;

/// <summary>One fault of one job.</summary>
/// <param name="Number">Seconds, polls or a code, as the rule has it.</param>
internal sealed record Fault(FaultRule Rule, double Number)
{
    public string Name => Rule.Name;

    public override string ToString() =>
        Rule.Default is null ? Name : string.Create(CultureInfo.InvariantCulture, $"{Name}:{Number:0.######}");
}
