using Gateway.Canonical;

namespace Gateway.Tests.Canonical;

public sealed class CreditsTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("16.00", "16")]
    [InlineData("0.000001", "0.000001")]
    [InlineData("1234567.5", "1234567.5")]
    [InlineData("0.0000019", "0.000001")]
    public void An_amount_is_kept_to_the_millionth_and_said_plainly(string amount, string said) =>
        Credits.Of(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture)).ToString().ShouldBe(said);

    [Fact]
    public void Sums_are_exact()
    {
        var sum = Credits.Zero;
        for (var i = 0; i < 1000; i++)
        {
            sum += Credits.Of(0.1m);
        }

        sum.ShouldBe(Credits.Of(100));
        (sum - Credits.Of(100.000001m)).ShouldBe(-Credits.OfMicros(1));
        (sum > Credits.Of(99.999999m)).ShouldBeTrue();
    }
}
