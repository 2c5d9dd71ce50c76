using Gateway.Canonical;
using Gateway.Tests.Support;

namespace Gateway.Tests.Tasks;

/// <summary>Replicas go by the database's clock.</summary>
public sealed class SharedClockTests
{
    private readonly ManualTime machine = new();

    [Fact]
    public void A_clock_that_differs_is_followed()
    {
        var clock = new SharedClock(machine);
        clock.Follow(Reading(ahead: 7, uncertainty: 0.01)).ShouldBe(TimeSpan.FromSeconds(7));
        (clock.GetUtcNow() - machine.GetUtcNow()).ShouldBe(TimeSpan.FromSeconds(7));
        clock.Follow(Reading(ahead: -5, uncertainty: 0.01)).ShouldBe(TimeSpan.FromSeconds(-5));
        (clock.GetUtcNow() - machine.GetUtcNow()).ShouldBe(TimeSpan.FromSeconds(2));
    }

    [Theory]
    [InlineData(0.01, 0)]
    [InlineData(1.4, 1.4)]
    [InlineData(-1.4, 2)]
    public void A_difference_that_a_slow_answer_explains_moves_nothing(double ahead, double uncertainty)
    {
        var clock = new SharedClock(machine);
        clock.Follow(Reading(ahead, uncertainty)).ShouldBe(TimeSpan.Zero);
        clock.GetUtcNow().ShouldBe(machine.GetUtcNow());
    }

    private static ClockReading Reading(double ahead, double uncertainty) => new(TimeSpan.FromSeconds(ahead), TimeSpan.FromSeconds(uncertainty));
}
