using Gateway.Tests.Admin;
using Gateway.Tests.Support;

namespace Gateway.Tests.Callbacks;

/// <summary>A gateway that is killed in the middle of telling: the receivers, and the store, stand still at each step of it.</summary>
public sealed class DeliveryKillTests
{
    private const string Delivered = "SELECT COUNT(*) FROM callbacks WHERE status = 'delivered'";

    [Theory, EachEngine]
    public async Task A_kill_at_any_step_of_a_delivery_loses_none_and_repeats_only_what_nobody_knew_to_be_taken(string engine)
    {
        await using var upstream = await FileUpstream.Start(FileUpstream.Serving([1]));
        await using var database = await TestDatabase.On(engine);
        await using var gateway = GatewayProcess.At(upstream.Url, database);
        foreach (var (key, value) in Receiver.Settings.Append(Operator.Setting))
        {
            gateway.Settings[key.Replace(":", "__", StringComparison.Ordinal)] = value!;
        }

        await gateway.Start();
        await using Receiver marked = await Receiver.Start(), sent = await Receiver.Start(), taken = await Receiver.Start();
        await gateway.Created(marked.Request());
        await Eventually.True(() => database.Ask(Delivered) == "1", 30);
        var deaf = await DeafPort.Open();
        await gateway.Created(Receiver.RequestTo($"http://127.0.0.1:{deaf.Number}/hook"));
        await Eventually.True(() => database.Ask($"SELECT COUNT(*) FROM callbacks WHERE leased_until IS NOT NULL AND receiver LIKE '%:{deaf.Number}'") == "1", 30);
        sent.Answer = http => Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => 500, TaskScheduler.Default);
        await gateway.Created(sent.Request());
        await sent.Next();
        // A receiver that nobody knows yet is told one thing at a time, so this one is not even begun.
        await gateway.Created(sent.Request());
        await Eventually.True(() => database.Ask("SELECT COUNT(*) FROM callbacks WHERE status = 'pending' AND leased_until IS NULL") == "1", 30);
        var frozen = database.Freeze("callbacks", "status");
        await gateway.Created(taken.Request());
        await taken.Next();

        await gateway.Kill();
        frozen.Dispose();
        deaf.Dispose();
        database.Ask(Delivered).ShouldBe("1");
        if (engine == Engines.Postgres)
        {
            // Other replicas may be at work, so that a lease has to end by itself.
            database.Execute("UPDATE callbacks SET leased_until = 0 WHERE due_at IS NOT NULL");
        }

        sent.Answer = _ => Task.FromResult(204);
        await using var begun = await Receiver.Start(deaf.Number);
        await gateway.Start();
        await Eventually.True(() => database.Ask(Delivered) == "5", 30);
        (marked.Messages.Count, begun.Messages.Count, sent.Messages.Count, taken.Messages.Count).ShouldBe((1, 1, 3, 2));
        sent.Messages.Select(message => message.Id).Distinct().Count().ShouldBe(2);
        taken.Messages.Select(message => message.Id).Distinct().ShouldHaveSingleItem();

        using var secrets = await gateway.Get("/admin/v1/teams/film/callback_secrets", Operator.Key);
        var secret = (await secrets.Json()).At("data", 0).Text("secret");
        foreach (var message in new[] { marked, begun, sent, taken }.SelectMany(receiver => receiver.Messages))
        {
            message.Signatures.ShouldBe([message.SignatureBy(secret)]);
            (message.Type, message.Json.Text("data", "status")).ShouldBe(("video.completed", "completed"));
        }
    }
}
