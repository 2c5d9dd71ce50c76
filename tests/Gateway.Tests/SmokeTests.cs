namespace Gateway.Tests;

public sealed class SmokeTests
{
    [Fact]
    public void Ids_sort_by_time() => string.CompareOrdinal("a", "b").ShouldBeNegative();
}
