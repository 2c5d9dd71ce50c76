using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Gateway.Tests.Support;

/// <summary>One row of a theory for each engine: the engine's name, then these values.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class EachEngineAttribute(params object?[] values) : DataAttribute
{
    /// <summary>And one for PostgreSQL behind PgBouncer.</summary>
    public bool AndPooled { get; set; }

    public IReadOnlyList<object?> Values => values;

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. (AndPooled ? Engines.AllAndPooled : Engines.All).Select(engine => new TheoryDataRow([engine, .. values]))]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
