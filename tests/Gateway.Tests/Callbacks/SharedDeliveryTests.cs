using Gateway.Tests.Support;

namespace Gateway.Tests.Callbacks;

/// <summary>Several replicas tell of one queue's callbacks.</summary>
public sealed class SharedDeliveryTests
{
    private const int Tasks = 200;

    [Fact]
    public async Task Two_replicas_that_claim_at_once_tell_each_end_once()
    {
        var time = new ManualTime();
        await using var database = await TestDatabase.On(Engines.Postgres);
        await using var receiver = await Receiver.Start();
        await using (var opener = await DrivenGateway.Start(database, time, delivers: false))
        {
            for (var i = 0; i < Tasks; i++)
            {
                await opener.Failed(receiver.Url);
            }
        }

        await using var one = await DrivenGateway.Start(database, time);
        await using var other = await DrivenGateway.Start(database, time);
        await Eventually.True(() =>
        {
            one.Look();
            other.Look();
            return database.Ask("SELECT COUNT(*) FROM callbacks WHERE status = 'delivered'") == $"{Tasks}";
        }, 60);
        receiver.Messages.Count.ShouldBe(Tasks);
        receiver.Messages.Select(message => message.Id).Distinct().Count().ShouldBe(Tasks);
        database.Ask("SELECT COUNT(*) FROM callback_tries").ShouldBe($"{Tasks}");
    }
}
