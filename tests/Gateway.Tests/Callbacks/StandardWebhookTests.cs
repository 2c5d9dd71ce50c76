using System.Text;
using Gateway.Callbacks;
using Gateway.Canonical;

namespace Gateway.Tests.Callbacks;

public sealed class StandardWebhookTests
{
    // The specification's own example.
    [Fact]
    public void A_message_is_signed_as_the_specification_shows()
    {
        var secret = Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        StandardWebhook.Signature([secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", Instant.OfSeconds(1614265330), Encoding.UTF8.GetBytes("""{"test": 2432232314}"""))
            .ShouldBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        StandardWebhook.Signature([secret, [1]], "msg", Instant.OfSeconds(1), []).Split(' ').Length.ShouldBe(2);
    }

    [Fact]
    public void Tries_keep_to_the_specifications_schedule_and_end_with_it()
    {
        Enumerable.Range(1, 10).Select(tries => StandardWebhook.Pause(tries, null, 0)).ShouldBe(
        [
            TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
            TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24), null,
        ]);
        StandardWebhook.Pause(1, null, 1).ShouldBe(TimeSpan.FromSeconds(5.5));
    }

    [Fact]
    public void A_receiver_that_asks_for_more_time_gets_it_within_a_day()
    {
        StandardWebhook.Pause(1, TimeSpan.FromMinutes(1), 0).ShouldBe(TimeSpan.FromMinutes(1));
        StandardWebhook.Pause(2, TimeSpan.FromMinutes(1), 0).ShouldBe(TimeSpan.FromMinutes(5));
        StandardWebhook.Pause(1, TimeSpan.FromDays(100), 0).ShouldBe(TimeSpan.FromDays(1));
        StandardWebhook.Pause(10, TimeSpan.FromMinutes(1), 0).ShouldBeNull();
    }
}
