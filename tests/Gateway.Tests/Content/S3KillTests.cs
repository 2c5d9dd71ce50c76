using Gateway.Tests.Support;

namespace Gateway.Tests.Content;

/// <summary>A gateway that is killed in the middle of copies into a bucket: the store stands still at each step of one.</summary>
public sealed class S3KillTests
{
    private const string Kept = "SELECT COUNT(*) FROM kept_files WHERE stored_at IS NOT NULL";
    private const int PartLength = 8 * 1024 * 1024;

    [Fact]
    public async Task A_kill_at_any_step_of_a_copy_loses_nothing_and_leaves_no_parts()
    {
        var files = new HaltingFiles(VideoOf) { Halts = { ["job-3"] = PartLength + 100_000 } };
        await using var bucket = await S3Server.Start();
        await using var gate = await S3Gate.Start(bucket);
        var upstream = await HaltingFiles.Start(files);
        await using var database = await TestDatabase.On(Engines.Sqlite);
        await using var gateway = GatewayProcess.At(upstream.Url, database).Keeping(gate.Settings);
        await gateway.Start();

        var all = new List<string>();
        await Create();
        await Eventually.True(() => database.Ask(Kept) == "1", 30);
        await gate.Halted(S3Call.Put, isDone: true, Create);
        await Create();
        await Eventually.True(() => bucket.Parts().Count == 1, 30);
        await gate.Halted(S3Call.Complete, isDone: false, Create);
        await gate.Halted(S3Call.Complete, isDone: true, Create);
        await Create();
        bucket.Parts().Count.ShouldBe(3, "one of a video that is still coming, two of one that has come");
        await AreServed(all);

        await gateway.Kill();
        bucket.Objects().ShouldBe([ObjectOf(0), ObjectOf(1), ObjectOf(4)], ignoreOrder: true);
        database.Ask(Kept).ShouldBe("1");
        await gateway.Start();
        await AreServed(all);

        // The leases of the process that died. One video's team has no more use for it.
        database.Execute("UPDATE kept_files SET due_at = 0 WHERE stored_at IS NULL");
        await gateway.DeleteContent(all[3]);
        await Eventually.True(() => database.Ask(Kept) == "5" && bucket.Objects().Count == 5, 30);
        bucket.Objects().ShouldBe([ObjectOf(0), ObjectOf(1), ObjectOf(2), ObjectOf(4), ObjectOf(5)], ignoreOrder: true);
        bucket.Parts().ShouldBeEmpty();
        await upstream.DisposeAsync();
        await AreServed([.. all.Where(id => id != all[3])]);
        files.Asked["job-1"].ShouldBe(1, "its copy was there");

        async Task Create() => all.Add(await gateway.Created(SeedExamples.Text));

        string ObjectOf(int index) => $"kept/{all[index][6..11]}/{all[index]}.mp4";

        async Task AreServed(IReadOnlyList<string> ids)
        {
            foreach (var id in ids)
            {
                (await gateway.Content(id)).AsSpan().SequenceEqual(VideoOf($"job-{all.IndexOf(id) + 1}")).ShouldBeTrue(id);
            }
        }
    }

    /// <summary>Each job's is another one; but for the second they are sent in two parts.</summary>
    private static byte[] VideoOf(string job) => Some.Bytes((job is "job-2" or "job-6" ? 300_000 : PartLength + 300_000) + job[^1]);
}
