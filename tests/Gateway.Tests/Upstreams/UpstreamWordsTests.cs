using Gateway.Tests.Admin;
using Gateway.Tests.Support;

namespace Gateway.Tests.Upstreams;

/// <summary>
/// Every word of an upstream that is kept, logged or shown: no key in it however it was spelled, and no second line.
/// The search for keys itself is made at each gateway's end.
/// </summary>
public sealed class UpstreamWordsTests
{
    /// <summary>The pool key "pool-secret-one".</summary>
    private const string Spelled = @"pool\u002dsecret\u002Done";

    private static readonly char[] LineEnds = ['\r', '\n', '\u0085', '\u2028', '\u2029'];

    [Theory]
    [InlineData(200, @"{""id"":""job-1"",""status"":""queued"",""metadata"":{""note"":""KEY"",""KEY"":1,""deep"":[{""KEY"":""Bearer KEY""}]}}")]
    [InlineData(200, @"{""id"":""job-1"",""status"":""queued"",""metadata"":{""nested"":""{\""key\"":\""pool\\u002dsecret-one\""}"",""link"":""https://x.example/?k=pool%2Dsecret%2Done""}}")]
    [InlineData(200, @"{""id"":""KEY"",""status"":""queued""}")]
    [InlineData(500, @"{""error"":{""code"":""KEY"",""type"":""KEY"",""message"":""KEY""}}")]
    [InlineData(500, @"{""error"":{""code"":""KEY""}}")]
    [InlineData(422, @"{""error"":{""code"":""x"",""message"":""refused for KEY""}}")]
    [InlineData(429, @"{""error"":{""code"":""x"",""message"":""too many of KEY""}}")]
    public async Task A_key_is_found_at_create_however_it_is_spelled(int status, string answer)
    {
        foreach (var spelling in (string[])[Spelled, "pool-secret-one", "POOL-SECRET-ONE", "pool-secret-o\\u006E\\u0065"])
        {
            using var upstream = new LyingUpstream("toapis") { CreatedStatus = status, Created = answer.Replace("KEY", spelling, StringComparison.Ordinal) };
            await using var gateway = await upstream.Gateway(Operator.Setting);
            using var response = await gateway.Create(SeedExamples.Text, upstream.Pin);
            using var admin = new Operator(gateway);
            (await admin.Get("/tasks")).At("data").GetArrayLength().ShouldBe(1);
        }
    }

    [Theory]
    [InlineData(@"{""id"":""job-1"",""status"":""KEY"",""metadata"":{""KEY"":""KEY""}}")]
    [InlineData(@"{""id"":""job-1"",""status"":""failed"",""error"":{""code"":""KEY"",""message"":""KEY""}}")]
    [InlineData(@"{""error"":{""code"":""KEY"",""message"":""KEY""}}")]
    [InlineData(@"{""id"":""job-1"",""status"":""completed"",""result"":{""data"":[{""url"":""https:\/\/cdn.example\/?by=KEY"",""format"":""KEY""}]}}")]
    public async Task A_key_is_found_at_poll_however_it_is_spelled(string answer)
    {
        using var upstream = new LyingUpstream("toapis", answer.Replace("KEY", Spelled, StringComparison.Ordinal), answer.Replace("KEY", "pool-secret-one", StringComparison.Ordinal));
        await using var gateway = await upstream.Gateway(("Logging:LogLevel:Default", "Trace"));
        await gateway.Finish(await gateway.Created(SeedExamples.Text, upstream.Pin));
    }

    [Theory]
    [InlineData(500, @"{""error"":{""code"":""x\n2026-11-21 WRN Forged"",""message"":""x\n2026-11-21 WRN Forged""}}")]
    [InlineData(500, @"{""error"":{""code"":""x\u2028Forged\u0085Forged""}}")]
    [InlineData(200, @"{""id"":""job\n2026-11-21 WRN Forged"",""status"":""queued""}")]
    [InlineData(200, @"{""code"":""x\r\nForged"",""status"":""queued""}")]
    public async Task A_word_of_a_create_begins_no_line_of_the_log(int status, string answer)
    {
        using var upstream = new LyingUpstream("toapis") { CreatedStatus = status, Created = answer };
        await using var gateway = await upstream.Gateway();
        using var response = await gateway.Create(SeedExamples.Text, upstream.Pin);
        gateway.Log.Lines.Where(line => line.Contains("Forged", StringComparison.Ordinal) && line.IndexOfAny(LineEnds) >= 0).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("http://127.0.0.1:1", "connection refused")]
    [InlineData("http://no-such-host.invalid", "the name could not be resolved")]
    public async Task An_attempt_says_in_words_why_nothing_was_sent(string address, string words)
    {
        await using var gateway = await GatewayHost.Start(address);
        using var response = await gateway.Create(SeedExamples.Text, ("X-Gateway-Upstream", "toapis"));
        gateway.Log.Lines.ShouldContain(line => line.Contains($"nothing was sent: {words}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_attempt_says_in_words_how_its_answer_was_lost()
    {
        using var upstream = new RawUpstream((_, _) => Task.CompletedTask);
        await using var gateway = await GatewayHost.Start(upstream.Url);
        await gateway.Created(SeedExamples.Text, ("X-Gateway-Upstream", "toapis"));
        gateway.Log.Lines.ShouldContain(line => line.Contains("ambiguous (the connection was closed before an answer came)", StringComparison.Ordinal));
    }
}
