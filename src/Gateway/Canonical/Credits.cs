using System.Globalization;

namespace Gateway.Canonical;

/// <summary>An amount of money. It is counted in millionths of a credit, so that sums are exact.</summary>
internal readonly record struct Credits : IComparable<Credits>
{
    public static readonly Credits Zero;

    private const decimal MicrosPerCredit = 1_000_000m;

    private Credits(long micros) => Micros = micros;

    /// <summary>Millionths of a credit, as the store keeps them.</summary>
    public long Micros { get; }

    public decimal Amount => Micros / MicrosPerCredit;

    /// <summary>What is less than a millionth of a credit is left out.</summary>
    public static Credits Of(decimal amount) => new((long)(amount * MicrosPerCredit));

    public static Credits OfMicros(long micros) => new(micros);

    public static Credits Larger(Credits one, Credits other) => one > other ? one : other;

    public static Credits operator +(Credits left, Credits right) => new(left.Micros + right.Micros);

    public static Credits operator -(Credits left, Credits right) => new(left.Micros - right.Micros);

    public static Credits operator -(Credits amount) => new(-amount.Micros);

    public static bool operator <(Credits left, Credits right) => left.Micros < right.Micros;

    public static bool operator >(Credits left, Credits right) => left.Micros > right.Micros;

    public static bool operator <=(Credits left, Credits right) => left.Micros <= right.Micros;

    public static bool operator >=(Credits left, Credits right) => left.Micros >= right.Micros;

    public int CompareTo(Credits other) => Micros.CompareTo(other.Micros);

    /// <summary>The amount as messages say it.</summary>
    public override string ToString() => Amount.ToString("0.######", CultureInfo.InvariantCulture);
}
