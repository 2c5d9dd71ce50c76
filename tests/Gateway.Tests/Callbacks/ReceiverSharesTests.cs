using Gateway.Callbacks;
using Gateway.Canonical;

namespace Gateway.Tests.Callbacks;

/// <summary>However many receivers hang, those that work go on.</summary>
public sealed class ReceiverSharesTests
{
    private readonly ReceiverShares shares = new(32);

    [Fact]
    public void A_receiver_that_takes_what_it_gets_may_have_a_quarter_of_all()
    {
        foreach (var may in (int[])[1, 2, 8])
        {
            Begun("good").ShouldBe(may);
            End("good", may, answers: true);
        }

        Begun("good").ShouldBe(8);
        Begun("good").ShouldBe(0);
    }

    [Fact]
    public void One_that_fails_has_one_until_it_works_again()
    {
        Begun("bad");
        End("bad", 1, answers: true);
        Begun("bad").ShouldBe(2);
        End("bad", 2, answers: false);
        Begun("bad").ShouldBe(1);
        End("bad", 1, answers: true);
        Begun("bad").ShouldBe(2);
    }

    [Fact]
    public void All_that_are_new_have_together_no_more_than_half_and_all_that_fail_no_more_than_a_quarter()
    {
        Begun("good");
        End("good", 1, answers: true);
        string[] bad = [.. Enumerable.Range(0, 10).Select(number => $"bad{number}")];
        Begun(bad).ShouldBe(10);
        foreach (var name in bad)
        {
            End(name, 1, answers: false);
        }

        Begun(bad).ShouldBe(8);
        Begun([.. Enumerable.Range(0, 100).Select(number => $"hangs{number}")]).ShouldBe(16);
        Begun("good").ShouldBe(2);
        Begun("another").ShouldBe(0);
    }

    [Fact]
    public void Who_has_the_fewest_under_way_is_first_and_never_more_than_all_are()
    {
        var small = new ReceiverShares(4);
        foreach (var name in (string[])["a", "b", "a", "b"])
        {
            small.Begin(name);
            small.End(name, answers: true);
        }

        small.Begin("a");
        small.Choose([Due("a"), Due("b")]).ShouldBe([("b", 1)]);
        small.Begin("b");
        small.Begin("c");
        small.Begin("d");
        small.AreTaken.ShouldBeTrue();
        small.Choose([Due("e")]).ShouldBeEmpty();
    }

    [Fact]
    public void Of_a_paused_receiver_one_is_tried_at_a_time()
    {
        shares.Choose([new DueReceiver("paused", Instant.OfSeconds(1), IsPaused: true)]).ShouldBe([("paused", 1)]);
        shares.Begin("paused");
        shares.Choose([new DueReceiver("paused", Instant.OfSeconds(1), IsPaused: true)]).ShouldBeEmpty();
    }

    private static DueReceiver Due(string name) => new(name, Instant.OfSeconds(1), IsPaused: false);

    private int Begun(params string[] names)
    {
        var chosen = shares.Choose([.. names.Select(Due)]);
        foreach (var (name, most) in chosen)
        {
            for (var i = 0; i < most; i++)
            {
                shares.Begin(name);
            }
        }

        return chosen.Sum(one => one.Most);
    }

    private void End(string name, int times, bool answers)
    {
        for (var i = 0; i < times; i++)
        {
            shares.End(name, answers);
        }
    }
}
