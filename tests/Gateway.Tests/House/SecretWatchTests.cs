using System.Text;
using Gateway.Tests.Support;

namespace Gateway.Tests.House;

/// <summary>A search that finds nothing proves something only if it finds what is there.</summary>
public sealed class SecretWatchTests
{
    private const string Given = "sk-given-in-a-setting";
    private const string Made = "sk-0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
    private const string Making = $$"""{"id":"key_1","key":"{{Made}}"}""";

    private readonly List<(string Name, byte[] Bytes)> kept = [];
    private readonly SecretWatch watch = new();

    public SecretWatchTests()
    {
        watch.Learn([KeyValuePair.Create("Upstreams:toapis:Keys:0:Secret", (string?)Given), KeyValuePair.Create("Upstreams:toapis:Keys:0:Id", (string?)"main")]);
        watch.Answers.Enqueue(Making);
    }

    [Fact]
    public void What_is_no_secret_is_not_found() => Search("a log line of main").ShouldBeEmpty();

    [Theory]
    [InlineData("Clients:0:Key")]
    [InlineData("Admin:Key")]
    [InlineData("Admin:Operators:11:Key")]
    [InlineData("Signing:Key")]
    [InlineData("Signing:PreviousKey")]
    [InlineData("Results:S3:SecretKey")]
    [InlineData("Upstreams:legacy:Keys:1:Secret")]
    public void Every_setting_with_a_secret_is_known(string setting)
    {
        watch.Learn([KeyValuePair.Create(setting, (string?)"one-secret"), KeyValuePair.Create(setting.Replace(":", "__", StringComparison.Ordinal), (string?)"another-secret")]);
        Search("one-secret", "another-secret").Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(Given)]
    [InlineData(Made)]
    public void A_secret_is_found_in_a_log(string secret) => Search($"Error Failed with Bearer {secret}.").Count.ShouldBe(1);

    [Theory]
    [InlineData(Given)]
    [InlineData(Made)]
    public void A_secret_is_found_in_an_answer(string secret)
    {
        watch.Answers.Enqueue($$"""{"data":[{"key":"{{secret}}"}]}""");
        Search().Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(Given)]
    [InlineData(Made)]
    public void A_secret_is_found_in_a_file(string secret)
    {
        kept.Add(("gateway.db", Encoding.UTF8.GetBytes($"\0\u0001{secret}\0")));
        Search().ShouldBe([$"{secret} in gateway.db"]);
    }

    [Theory, EachEngine]
    public async Task A_secret_is_found_in_a_column_of_text_or_bytes(string engine)
    {
        await using var database = await TestDatabase.On(engine);
        database.Execute($"CREATE TABLE notes (line TEXT, bytes {(engine == Engines.Sqlite ? "BLOB" : "BYTEA")})");
        database.Execute($"INSERT INTO notes (line) VALUES ('{Given}')");
        kept.AddRange(database.Contents());
        Search().Count.ShouldBe(1);
        kept.Clear();
        var bytes = Convert.ToHexString(Encoding.UTF8.GetBytes(Made));
        database.Execute($"UPDATE notes SET line = NULL, bytes = {(engine == Engines.Sqlite ? $"X'{bytes}'" : $"'\\x{bytes}'")}");
        kept.AddRange(database.Contents());
        Search().ShouldContain(found => found.Contains(Made, StringComparison.Ordinal));
    }

    /// <summary>The path that was not found is quoted.</summary>
    [Fact]
    public async Task Each_gateway_of_a_test_is_searched_at_its_end()
    {
        var gateway = await GatewayHost.Start();
        using var response = await gateway.Client.GetAsync($"/{GatewayHost.Key}");
        (await Assert.ThrowsAsync<ShouldAssertException>(async () => await gateway.DisposeAsync())).Message.ShouldContain(GatewayHost.Key);
    }

    private IReadOnlyList<string> Search(params string[] log) => watch.Search(log, kept);
}
