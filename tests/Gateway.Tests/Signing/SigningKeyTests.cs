using Gateway.Signing;
using Gateway.Tasks;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Signing;

/// <summary>What is derived must never change: receivers keep a derived secret for years.</summary>
public sealed class SigningKeyTests
{
    private static readonly SigningKey Key = new("signing-key-of-at-least-32-characters");

    private static readonly byte[] Salt = [.. Enumerable.Range(0, 16).Select(number => (byte)number)];

    // Computed apart from this code, after RFC 5869.
    [Fact]
    public void Keys_are_derived_by_hkdf_with_each_part_behind_its_length()
    {
        Convert.ToHexStringLower(Key.Links).ShouldBe("af2f66cc9ca05ec8ca80181b95ee20d14171c9255fc76b12fec3e897a324591c");
        Convert.ToBase64String(Key.CallbackSecret("film", 2, Salt)).ShouldBe("guNH3BPPEZ5olGTJpLh6hy38oAWat4uIAA2rkNVA76o=");
        Key.CheckValue.ShouldBe("e91172cbadde2db89b2fe0c46314cbcdcd210a477e90390b3b18b43506796fbc");
    }

    [Fact]
    public void Another_team_version_salt_or_secret_gives_another_key()
    {
        byte[][] keys =
        [
            Key.CallbackSecret("film", 2, Salt), Key.CallbackSecret("film2", 2, Salt), Key.CallbackSecret("film", 22, Salt), Key.CallbackSecret("film", 2, [1]),
            Key.Links, new SigningKey("another-key-of-at-least-32-characters").Links,
        ];
        keys.Select(Convert.ToHexStringLower).Distinct().Count().ShouldBe(keys.Length);
    }

    [Fact]
    public void A_developers_key_is_made_once_in_a_file_that_nobody_else_can_open()
    {
        using var folder = new TestFolder();
        var file = Path.Combine(folder.Path, "data", "signing.key");
        var key = new MadeKey(file, bytes => bytes.Fill(7)).ReadOrMake();
        key.Length.ShouldBeGreaterThanOrEqualTo(32);
        new MadeKey(file, bytes => bytes.Fill(8)).ReadOrMake().ShouldBe(key);
        Directory.GetFiles(Path.GetDirectoryName(file)!).ShouldBe([file]);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Theory]
    [EachEngine]
    public async Task Gateways_of_one_store_sign_with_one_key_that_changes_beside_the_earlier_one(string engine)
    {
        await using var database = await TestDatabase.On(engine);
        await using var services = database.Open(new ManualTime());
        services.GetRequiredService<ITaskStore>();
        var store = services.GetRequiredService<ISigningStore>();
        (await SigningCheck.Faults(Keys(), store)).ShouldBeEmpty();
        (await SigningCheck.Faults(Keys("first"), store)).ShouldBeEmpty();
        (await SigningCheck.Faults(Keys("first"), store)).ShouldBeEmpty();
        (await SigningCheck.Faults(Keys("other"), store)).ShouldHaveSingleItem().ShouldStartWith("Signing:Key is another");
        (await SigningCheck.Faults(Keys("other", "third"), store)).ShouldHaveSingleItem();
        (await SigningCheck.Faults(Keys("second", "first"), store)).ShouldBeEmpty();
        (await SigningCheck.Faults(Keys("second"), store)).ShouldBeEmpty();
        (await SigningCheck.Faults(Keys("first"), store)).ShouldHaveSingleItem();
    }

    private static SigningKeys Keys(params IEnumerable<string> secrets) => new([.. secrets.Select(secret => new SigningKey(secret))]);
}
