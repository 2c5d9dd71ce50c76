using System.Globalization;
using System.Net;
using Gateway.Tests.Support;
using Gateway.Tests.Uploads;

namespace Gateway.Tests.Content;

/// <summary>The disk that files are kept on is full.</summary>
public sealed class FullFolderTests : IDisposable
{
    private static readonly byte[] Video = Some.Bytes(300_000);

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_full_disk_costs_no_video_and_no_answer_and_leaves_nothing_half_written()
    {
        var upstream = await FileUpstream.Start(FileUpstream.Serving(Video));
        await using var database = await TestDatabase.On(Engines.Sqlite);
        await using var gateway = GatewayProcess.At(upstream.Url, database).KeepingIn(folder.File("results"));
        var disk = await FullDisk.For(gateway, folder.File("results"));
        gateway.Settings["Uploads__Enabled"] = "true";
        gateway.Settings["ASPNETCORE_TEMP"] = folder.File("results");
        await gateway.Start();

        var first = await gateway.Created(SeedExamples.Text);
        await Eventually.True(() => Tries(first) == 1, 30);
        UntilNextTry(first).ShouldBeInRange(1, 5_000);
        TryNow();
        await Eventually.True(() => Tries(first) == 2, 30);
        UntilNextTry(first).ShouldBeInRange(5_001, 10_000);
        await Eventually.True(() => gateway.Output.Contains($"The video of task {first} could not be copied, try 2: No space left on device", StringComparison.Ordinal), 30);
        (await gateway.Content(first)).ShouldBe(Video, "its upstream still has it");
        var second = await gateway.Created(SeedExamples.Text);
        await gateway.Wait(second, "completed");
        await Eventually.True(() => Tries(second) == 1, 30);
        // The second is held on the disk while it comes in.
        await IsTaken(gateway, SampleImages.Png, HttpStatusCode.ServiceUnavailable);
        await IsTaken(gateway, [.. SampleImages.Png, .. new byte[200_000]], HttpStatusCode.ServiceUnavailable);
        (await gateway.Get("/healthz/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
        disk.Files().ShouldBeEmpty();

        disk.MakeRoom();
        TryNow();
        await Eventually.True(() => database.Ask("SELECT COUNT(*) FROM kept_files WHERE stored_at IS NOT NULL") == "2", 30);
        disk.Files().ShouldBe([$"{first}.mp4", $"{second}.mp4"], ignoreOrder: true);
        await IsTaken(gateway, [.. SampleImages.Png, .. new byte[200_000]], HttpStatusCode.Created);
        await upstream.DisposeAsync();
        (await gateway.Content(first)).ShouldBe(Video);
        (await gateway.Content(second)).ShouldBe(Video);

        long Tries(string id) => Number($"SELECT tries FROM kept_files WHERE task_id = '{id}'");

        long UntilNextTry(string id) => Number($"SELECT due_at FROM kept_files WHERE task_id = '{id}'") - DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

        long Number(string sql) => database.Ask(sql) is { Length: > 0 } text ? long.Parse(text, CultureInfo.InvariantCulture) : 0;

        void TryNow() => database.Execute("UPDATE kept_files SET due_at = 0");
    }

    private static async Task IsTaken(GatewayProcess gateway, byte[] image, HttpStatusCode expected)
    {
        using var client = new HttpClient { BaseAddress = new Uri(await gateway.Url) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", GatewayHost.Key);
        using var answer = await client.Upload(image);
        answer.StatusCode.ShouldBe(expected);
        if (expected == HttpStatusCode.ServiceUnavailable)
        {
            (await answer.Json()).Text("error", "code").ShouldBe("service_unavailable");
            answer.Headers.RetryAfter.ShouldNotBeNull();
        }
    }
}
