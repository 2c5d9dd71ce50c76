using Gateway.Canonical;
using Gateway.Files;
using Gateway.Signing;
using Gateway.Tests.Content;
using Gateway.Tests.Support;

namespace Gateway.Tests.Uploads;

/// <summary>A gateway that is killed while images come in: who hands them in, the store of files, or the database stands still at each step.</summary>
public sealed class UploadKillTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_kill_while_images_come_in_leaves_only_those_that_were_promised()
    {
        var incoming = Directory.CreateDirectory(folder.File("incoming")).FullName;
        await using var database = await TestDatabase.On(Engines.Sqlite);
        await using var gateway = Taking(database, ("Results:Folder", folder.File("results")));
        gateway.Settings["ASPNETCORE_TEMP"] = incoming;
        await gateway.Start();
        var promised = await Promised(gateway);
        using var half = await RawClient.To(await gateway.Url);
        await half.Write(
            $"POST {UploadCalls.Path} HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer {GatewayHost.Key}\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 900000\r\n\r\n"
            + "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n" + new string('A', 300_000));
        await Eventually.True(() => Directory.GetFiles(incoming).Sum(file => new FileInfo(file).Length) > 0, 30);
        var frozen = database.Freeze("uploads", "stored_at");
        var cutOff = Begin(gateway);
        await Eventually.True(() => Images() is { Length: 2 } both && !both.Any(file => file.EndsWith(".part", StringComparison.Ordinal)), 30);
        var unpromised = Path.GetFileName(Images().Single(file => !promised.Contains(Path.GetFileName(file), StringComparison.Ordinal)));
        await Serves(gateway, promised, unpromised);

        await gateway.Kill();
        await Should.ThrowAsync<HttpRequestException>(cutOff);
        frozen.Dispose();
        Images().Length.ShouldBe(2);
        await gateway.Start();
        await Serves(gateway, promised, unpromised);
        Directory.GetFiles(incoming).ShouldBeEmpty();

        await gateway.Kill();
        await AfterAnHour(gateway, database);
        await Eventually.True(() => Images().Length == 1 && database.Ask("SELECT COUNT(*) FROM uploads") == "1", 30);
        await Serves(gateway, promised, unpromised);

        string[] Images() => Directory.GetFiles(folder.File("results"), "*", SearchOption.AllDirectories);
    }

    [Fact]
    public async Task A_kill_while_a_bucket_takes_images_leaves_only_those_that_were_promised()
    {
        await using var bucket = await S3Server.Start();
        await using var gate = await S3Gate.Start(bucket);
        await using var database = await TestDatabase.On(Engines.Sqlite);
        await using var gateway = Taking(database, gate.Settings);
        await gateway.Start();
        var promised = await Promised(gateway);
        var cutOff = new List<Task>();
        await gate.Halted(S3Call.Put, isDone: false, () => Begun(cutOff, gateway));
        await gate.Halted(S3Call.Put, isDone: true, () => Begun(cutOff, gateway));

        await gateway.Kill();
        await Should.ThrowAsync<HttpRequestException>(Task.WhenAll(cutOff));
        bucket.Objects().Count.ShouldBe(2, "the store had done one of the two");
        var unpromised = database.Rows("SELECT id FROM uploads WHERE stored_at IS NULL").Select(row => row[0]).ToArray();
        unpromised.Length.ShouldBe(2);
        await gateway.Start();
        await Serves(gateway, promised, unpromised);

        await gateway.Kill();
        await AfterAnHour(gateway, database);
        await Eventually.True(() => bucket.Objects().Count == 1 && database.Ask("SELECT COUNT(*) FROM uploads") == "1", 30);
        await Serves(gateway, promised, unpromised);
    }

    private static GatewayProcess Taking(TestDatabase database, params IEnumerable<(string Key, string? Value)> settings)
    {
        var gateway = GatewayProcess.At("http://127.0.0.1:1", database).Keeping(settings);
        gateway.Settings["Uploads__Enabled"] = "true";
        return gateway;
    }

    /// <returns>The path of a new image, with its signature.</returns>
    private static async Task<string> Promised(GatewayProcess gateway)
    {
        using var answer = await Begin(gateway);
        return new Uri((await answer.Json()).Text("url")).PathAndQuery;
    }

    private static Task Begun(List<Task> all, GatewayProcess gateway)
    {
        all.Add(Begin(gateway));
        return Task.CompletedTask;
    }

    private static async Task<HttpResponseMessage> Begin(GatewayProcess gateway)
    {
        using var client = new HttpClient { BaseAddress = new Uri(await gateway.Url) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", GatewayHost.Key);
        return await client.Upload(SampleImages.Png);
    }

    private static async Task Serves(GatewayProcess gateway, string promised, params string[] unpromised)
    {
        using var image = await gateway.Get(promised);
        (await image.Content.ReadAsByteArrayAsync()).ShouldBe(SampleImages.Png);
        var signer = new LinkSigner(new SigningKeys([new SigningKey(Some.SigningKey)]));
        foreach (var id in unpromised)
        {
            using var none = await gateway.Get(UploadName.PathOf(id, "image/png") + signer.Query(id, Instant.Of(DateTimeOffset.UtcNow.AddHours(1))));
            ((int)none.StatusCode).ShouldBe(410, id);
        }
    }

    private static Task AfterAnHour(GatewayProcess gateway, TestDatabase database)
    {
        database.Execute("UPDATE uploads SET due_at = 1 WHERE stored_at IS NULL");
        return gateway.Start();
    }
}
