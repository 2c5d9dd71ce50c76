using System.Globalization;
using System.Security.Cryptography;
using Gateway.Tests.Content;
using Gateway.Tests.Support;

namespace Gateway.Tests.Replicas;

/// <summary>Two processes on one PostgreSQL that copy into one folder.</summary>
public sealed class SharedFolderTests : IAsyncLifetime
{
    private const int Half = 200_000;

    private readonly TestFolder folder = new();
    private TestDatabase database = null!;
    private FileUpstream upstream = null!;

    public async ValueTask InitializeAsync() => database = await TestDatabase.On(Engines.Postgres);

    public async ValueTask DisposeAsync()
    {
        await (upstream?.DisposeAsync() ?? ValueTask.CompletedTask);
        await database.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Each_video_is_copied_once_and_what_one_had_in_hand_when_it_was_killed_once_more()
    {
        var files = await Halting(from: 9, to: 24);
        await using var one = Replica();
        await using var other = Replica();
        await one.Start();
        await other.Start();
        var all = await Create(8, one, other);
        await Eventually.True(() => Stored() == 8, 30);

        all.AddRange(await Create(16, one, other));
        await Eventually.True(() => files.Asked.Count == 16 && Parts().All(part => part == Half) && Parts().Length == 8, 30);
        await one.Kill();
        files.Release();
        await Eventually.True(() => Stored() == 20, 30);
        Parts().ShouldBe([Half, Half, Half, Half]);

        TakeOver();
        await Eventually.True(() => Stored() == 24, 30);
        files.Asked.Values.Count(times => times == 2).ShouldBe(4, "what the dead one had in hand");
        files.Asked.Values.Sum().ShouldBe(28);
        await AreWhole(other, all);
    }

    /// <summary>As a machine that was suspended: its copies end after the lease, and after the upstream's link.</summary>
    [Fact]
    public async Task A_replica_that_was_overtaken_while_it_stood_still_changes_nothing_any_more()
    {
        var files = await Halting(from: 1, to: 4);
        upstream.ExpiresAt = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 4;
        await using var one = Replica();
        await using var other = Replica();
        await one.Start();
        var all = await Create(4, one);
        await Eventually.True(() => Parts().Count(part => part == Half) == 4, 30);
        await one.Signal("STOP");
        await other.Start();
        TakeOver();
        await Eventually.True(() => Stored() == 4, 30);

        var left = DateTimeOffset.FromUnixTimeSeconds(upstream.ExpiresAt.Value + 1) - DateTimeOffset.UtcNow;
        await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        files.Release();
        await one.Signal("CONT");
        await Eventually.True(() => one.Output.Split("was copied elsewhere meanwhile").Length == 5, 30);
        one.Output.ShouldNotContain("is lost");
        files.Asked.Values.ShouldAllBe(times => times == 2);
        await AreWhole(one, all);
        await AreWhole(other, all);
    }

    /// <summary>Each job's is another one.</summary>
    private static byte[] VideoOf(int job) => Some.Bytes(300_000 + job);

    private static async Task<List<string>> Create(int count, params GatewayProcess[] replicas)
    {
        var ids = new List<string>();
        for (var i = 0; i < count; i++)
        {
            ids.Add(await replicas[i % replicas.Length].Created(SeedExamples.Text));
        }

        return ids;
    }

    private async Task<HaltingFiles> Halting(int from, int to)
    {
        var files = new HaltingFiles(job => VideoOf(int.Parse(job["job-".Length..], CultureInfo.InvariantCulture)));
        for (var job = from; job <= to; job++)
        {
            files.Halts[$"job-{job}"] = Half;
        }

        upstream = await HaltingFiles.Start(files);
        return files;
    }

    private GatewayProcess Replica() => GatewayProcess.At(upstream.Url, database).KeepingIn(folder.Path);

    private int Stored() => int.Parse(database.Ask("SELECT COUNT(*) FROM kept_files WHERE stored_at IS NOT NULL"), CultureInfo.InvariantCulture);

    /// <summary>As when the lease of a process that says nothing any more is over.</summary>
    private void TakeOver() => database.Execute("UPDATE kept_files SET due_at = 0 WHERE stored_at IS NULL");

    private long[] Parts() => [.. Directory.GetFiles(folder.Path, "*.part", SearchOption.AllDirectories).Select(file => new FileInfo(file).Length)];

    private async Task AreWhole(GatewayProcess gateway, IReadOnlyList<string> ids)
    {
        Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Select(file => Path.GetFileNameWithoutExtension(file)).ShouldBe(ids, ignoreOrder: true);
        foreach (var (index, id) in ids.Index())
        {
            var video = VideoOf(index + 1);
            (await gateway.Content(id)).AsSpan().SequenceEqual(video).ShouldBeTrue(id);
            database.Ask($"SELECT sha256 FROM kept_files WHERE task_id = '{id}'").ShouldBe(Convert.ToHexStringLower(SHA256.HashData(video)));
        }
    }
}
