using System.Security.Cryptography;
using Gateway.Tests.Support;

namespace Gateway.Tests.Content;

/// <summary>A gateway that is killed in the middle of copies into a folder: what it waits for stands still at each step of one.</summary>
public sealed class CopyKillTests : IDisposable
{
    private const string Kept = "SELECT COUNT(*) FROM kept_files WHERE stored_at IS NOT NULL";

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_kill_at_any_step_of_a_copy_loses_nothing_and_leaves_nothing_half_done()
    {
        var files = new HaltingFiles(VideoOf) { Halts = { ["job-2"] = 0, ["job-3"] = 200_000, ["job-4"] = VideoOf("job-4").Length } };
        var upstream = await HaltingFiles.Start(files);
        await using var database = await TestDatabase.On(Engines.Sqlite);
        await using var gateway = GatewayProcess.At(upstream.Url, database).KeepingIn(folder.Path);
        await gateway.Start();

        var told = await gateway.Created(SeedExamples.Text);
        await Eventually.True(() => database.Ask(Kept) == "1", 30);
        var (claimed, half, whole) = (await gateway.Created(SeedExamples.Text), await gateway.Created(SeedExamples.Text), await gateway.Created(SeedExamples.Text));
        await Eventually.True(() => files.Asked.ContainsKey("job-2") && HalfOf(half) == 200_000 && HalfOf(whole) == VideoOf("job-4").Length, 30);
        var frozen = database.Freeze("kept_files", "stored_at");
        var named = await gateway.Created(SeedExamples.Text);
        await Eventually.True(() => File.Exists(PathOf(named)), 30);
        string[] all = [told, claimed, half, whole, named];
        await AreServed(gateway, all);

        await gateway.Kill();
        frozen.Dispose();
        All().ShouldBe([PathOf(told), PathOf(named)], ignoreOrder: true);
        (HalfOf(claimed), HalfOf(half), HalfOf(whole)).ShouldBe((null, 200_000, VideoOf("job-4").Length));
        database.Ask(Kept).ShouldBe("1");
        await gateway.Start();
        await AreServed(gateway, all);

        // The leases of the process that died.
        database.Execute("UPDATE kept_files SET due_at = 0 WHERE stored_at IS NULL");
        await Eventually.True(() => database.Ask(Kept) == "5", 30);
        Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).ShouldBe(all.Select(PathOf), ignoreOrder: true);
        await upstream.DisposeAsync();
        await AreServed(gateway, all);
        database.Rows("SELECT sha256 FROM kept_files ORDER BY task_id").Select(row => row[0])
            .ShouldBe(all.Select((_, index) => Convert.ToHexStringLower(SHA256.HashData(VideoOf($"job-{index + 1}")))));
        files.Asked["job-1"].ShouldBe(1, "its copy was there");
    }

    /// <summary>Each job's is another one.</summary>
    private static byte[] VideoOf(string job) => Some.Bytes(300_000 + job[^1]);

    private static async Task AreServed(GatewayProcess gateway, IReadOnlyList<string> ids)
    {
        foreach (var (index, id) in ids.Index())
        {
            (await gateway.Content(id)).AsSpan().SequenceEqual(VideoOf($"job-{index + 1}")).ShouldBeTrue(id);
        }
    }

    private string[] All() => Directory.GetFiles(folder.Path, "*.mp4", SearchOption.AllDirectories);

    private string PathOf(string id) => Path.Combine(folder.Path, id[6..11], $"{id}.mp4");

    /// <returns>How much there is of it without its name; null when there is nothing.</returns>
    private int? HalfOf(string id) => Directory.Exists(Path.GetDirectoryName(PathOf(id)))
        ? (int?)Directory.GetFiles(Path.GetDirectoryName(PathOf(id))!, $"{id}.mp4.*.part").Select(file => new FileInfo(file).Length).Cast<long?>().SingleOrDefault()
        : null;
}
