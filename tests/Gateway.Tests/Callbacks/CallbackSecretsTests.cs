using Gateway.Audit;
using Gateway.Callbacks;
using Gateway.Canonical;
using Gateway.Signing;
using Gateway.Tasks;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Callbacks;

/// <summary>Which secrets sign a team's callbacks, and until when.</summary>
public sealed class CallbackSecretsTests
{
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    private readonly ManualTime time = new();

    /// <summary>While the signing key is rotated too, each version signs with both keys.</summary>
    [Theory]
    [EachEngine(false, 1)]
    [EachEngine(true, 2)]
    public async Task After_the_overlap_only_the_newest_one_signs(string engine, bool hasPreviousKey, int each)
    {
        await using var database = await TestDatabase.On(engine);
        await using var stores = database.Open(time);
        var secrets = Secrets(stores, hasPreviousKey);
        var old = await secrets.Signing("film");
        old.Count.ShouldBe(each);

        (await secrets.Rotate("film", Overlap, Entry)).ShouldNotBeNull().Count.ShouldBe(2);
        var both = await secrets.Signing("film");
        both.Skip(each).ShouldBe(old);
        both.Select(Convert.ToHexString).Distinct().Count().ShouldBe(2 * each);

        time.Advance(Overlap - TimeSpan.FromSeconds(1));
        (await secrets.Signing("film")).ShouldBe(both);
        time.Advance(TimeSpan.FromSeconds(1));
        (await secrets.Signing("film")).ShouldBe(both.Take(each));
        (await secrets.Of("film")).Select(secret => secret.Version).ShouldBe([2]);
        (await secrets.Rotate("film", Overlap, Entry)).ShouldNotBeNull("the overlap is over");
    }

    [Theory, EachEngine]
    public async Task A_rotation_at_another_replica_counts_within_seconds(string engine)
    {
        await using var database = await TestDatabase.On(engine);
        await using var stores = database.Open(time);
        var (here, there) = (Secrets(stores, hasPreviousKey: false), Secrets(stores, hasPreviousKey: false));
        var old = await here.Signing("film");
        await there.Rotate("film", TimeSpan.Zero, Entry);
        time.Advance(TimeSpan.FromSeconds(5));
        var now = await here.Signing("film");
        now.ShouldBe(await there.Signing("film"));
        now.ShouldHaveSingleItem().ShouldNotBe(old[0]);
    }

    private static AuditEntry Entry(long version) => new Act("ann", "callback_secret.rotate", "film", null, "req_1", Instant.OfSeconds(0)).Changed($"{version}", null);

    private CallbackSecrets Secrets(ServiceProvider stores, bool hasPreviousKey)
    {
        // It makes the schema.
        stores.GetRequiredService<ITaskStore>();
        SigningKey[] keys = [new(Some.SigningKey), new("another-signing-key-of-32-characters")];
        return new(new SigningKeys(hasPreviousKey ? keys : keys[..1]), stores.GetRequiredService<ISecretStore>(), bytes => new Random(1).NextBytes(bytes), time);
    }
}
