using System.Net;
using System.Security.Cryptography;
using Gateway.Canonical;
using Gateway.Tasks;
using Gateway.Tests.Support;
using Gateway.Workers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Content;

/// <summary>Finished videos that outlast their upstream's links.</summary>
public sealed class KeepTests : IDisposable
{
    private static readonly byte[] Video = Some.Bytes(300_000);

    private static readonly KeepTerms Quick = new(
        TimeSpan.FromMilliseconds(50), AtOnce: 2, Lease: TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(200));

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [EachEngine]
    public async Task A_video_is_copied_and_served_from_the_copy_when_its_upstream_is_gone(string engine)
    {
        var upstream = await FileUpstream.Start(FileUpstream.Serving(Video));
        await using var gateway = await Keeping(upstream, engine);
        var id = await gateway.Completed();
        await Kept(gateway, id);
        await upstream.DisposeAsync();

        Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).ShouldBe([Path.Combine(folder.Path, id[6..11], $"{id}.mp4")]);
        gateway.Database.Ask("SELECT sha256 FROM kept_files").ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Video)));
        using var all = await gateway.Content(id);
        (await all.Content.ReadAsByteArrayAsync()).ShouldBe(Video);
        all.Headers.ETag!.Tag.ShouldBe($"\"{id}\"");
        using var part = await gateway.Content(id, ("Range", "bytes=-7"));
        (part.StatusCode, part.Content.Headers.ContentRange!.ToString()).ShouldBe((HttpStatusCode.PartialContent, "bytes 299993-299999/300000"));
        (await part.Content.ReadAsByteArrayAsync()).ShouldBe(Video[^7..]);
        using var none = await gateway.Content(id, ("Range", "bytes=300000-"));
        none.Content.Headers.ContentRange!.ToString().ShouldBe("bytes */300000");
        using var head = await gateway.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, $"{ClientCalls.Videos}/{id}/content"));
        (head.StatusCode, head.Content.Headers.ContentLength).ShouldBe((HttpStatusCode.OK, 300_000));

        var task = await gateway.Get(id);
        task.At("expires_at").GetInt64().ShouldBe(task.At("completed_at").GetInt64() + (30 * 86400));
        using var nobody = gateway.NewClient(null);
        (await nobody.GetByteArrayAsync(task.At("result", "data")[0].Text("url"))).ShouldBe(Video);
    }

    [Theory]
    [EachEngine]
    public async Task A_copy_that_fails_is_tried_again_and_leaves_nothing_half_written(string engine)
    {
        var asked = 0;
        await using var upstream = await FileUpstream.Start(async http =>
        {
            switch (Interlocked.Increment(ref asked))
            {
                case 1:
                    http.Response.StatusCode = 500;
                    return;
                case 2:
                    http.Response.ContentLength = Video.Length;
                    await http.Response.Body.WriteAsync(Video.AsMemory(0, 100_000));
                    await http.Response.Body.FlushAsync();
                    http.Abort();
                    return;
                case 3:
                    await Results.Content("<h1>not now</h1>", "text/html").ExecuteAsync(http);
                    return;
                default:
                    await FileUpstream.Serving(Video)(http);
                    return;
            }
        });
        await using var gateway = await Keeping(upstream, engine);
        var id = await gateway.Completed();
        await Kept(gateway, id);
        gateway.Database.Ask("SELECT tries FROM kept_files").ShouldBe("3");
        Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).ShouldHaveSingleItem();
        using var all = await gateway.Content(id);
        (await all.Content.ReadAsByteArrayAsync()).ShouldBe(Video);
    }

    [Theory]
    [EachEngine]
    public async Task What_could_never_be_copied_is_reported_and_the_task_stays_completed(string engine)
    {
        await using var upstream = await FileUpstream.Start(http =>
        {
            http.Response.StatusCode = 404;
            return Task.CompletedTask;
        });
        upstream.ExpiresAt = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 2;
        await using var gateway = await Keeping(upstream, engine);
        var id = await gateway.Completed();
        await Eventually.True(() => gateway.Log.Lines.Any(line => line.Contains($"The video of task {id} is lost", StringComparison.Ordinal)));
        await Eventually.True(() => gateway.Database.Ask("SELECT COUNT(*) FROM kept_files") == "0");
        var task = await gateway.Get(id);
        (task.Text("status"), task.At("expires_at").GetInt64()).ShouldBe(("completed", upstream.ExpiresAt!.Value));
        (await gateway.Content(id)).StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await gateway.Client.GetStringAsync("/metrics")).ShouldContain("gateway_results_total{result=\"lost\"} 1");
    }

    [Theory]
    [EachEngine]
    public async Task A_team_deletes_its_video_and_keeps_its_task(string engine)
    {
        await using var upstream = await FileUpstream.Start(FileUpstream.Serving(Video));
        await using var gateway = await Keeping(upstream, engine);
        var id = await gateway.Completed();
        await Kept(gateway, id);
        var url = (await gateway.Get(id)).At("result", "data")[0].Text("url");
        using var other = gateway.NewClient(GatewayHost.OtherKey);
        (await other.DeleteAsync($"{ClientCalls.Videos}/{id}/content")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        (await gateway.Client.DeleteAsync($"{ClientCalls.Videos}/{id}/content")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await gateway.Content(id)).StatusCode.ShouldBe(HttpStatusCode.Gone);
        using var nobody = gateway.NewClient(null);
        (await nobody.GetAsync(url)).StatusCode.ShouldBe(HttpStatusCode.Gone);
        await Eventually.True(() => Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Length == 0);
        await Eventually.True(() => gateway.Database.Ask("SELECT COUNT(*) FROM kept_files") == "0");
        (await gateway.Client.DeleteAsync($"{ClientCalls.Videos}/{id}/content")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await gateway.Get(id)).Text("status").ShouldBe("completed");
    }

    [Theory]
    [EachEngine]
    public async Task A_video_goes_when_its_time_is_over(string engine)
    {
        await using var upstream = await FileUpstream.Start(FileUpstream.Serving(Video));
        await using var gateway = await Keeping(upstream, engine);
        var id = await gateway.Completed();
        await Kept(gateway, id);
        gateway.Database.Execute("UPDATE kept_files SET until = 1, due_at = 1");
        await Eventually.True(() => gateway.Database.Ask("SELECT COUNT(*) FROM kept_files") == "0");
        Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Theory]
    [EachEngine]
    public async Task A_video_goes_with_its_task(string engine)
    {
        await using var upstream = await FileUpstream.Start(FileUpstream.Serving(Video));
        await using var gateway = await Keeping(upstream, engine);
        var id = await gateway.Completed();
        await Kept(gateway, id);
        await LetGo(gateway, id);
        await Eventually.True(() => gateway.Database.Ask("SELECT COUNT(*) FROM kept_files") == "0");
        Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    /// <summary>The copy ends before anybody tells whoever makes it, or it would never end.</summary>
    [Theory]
    [EachEngine(true)]
    [EachEngine(false)]
    public async Task A_video_whose_task_goes_while_it_is_copied_leaves_nothing(string engine, bool ends)
    {
        using var rest = new SemaphoreSlim(0);
        var left = new TaskCompletionSource();
        await using var upstream = await FileUpstream.Start(async http =>
        {
            http.RequestAborted.Register(() => left.TrySetResult());
            http.Response.ContentLength = Video.Length;
            await http.Response.Body.WriteAsync(Video.AsMemory(0, 200_000));
            await http.Response.Body.FlushAsync();
            await rest.WaitAsync(http.RequestAborted);
            await http.Response.Body.WriteAsync(Video.AsMemory(200_000));
            await http.Response.CompleteAsync();
            left.TrySetResult();
        });
        var gateway = await Keeping(upstream, engine);
        await using (gateway)
        {
            var id = await gateway.Completed();
            await Eventually.True(() => Directory.GetFiles(folder.Path, "*.part", SearchOption.AllDirectories).Length == 1);
            await LetGo(gateway, id);
            await Eventually.True(() => gateway.Database.Ask("SELECT COUNT(*) FROM kept_files") == "0");
            if (ends)
            {
                rest.Release();
            }

            await left.Task.WaitAsync(TimeSpan.FromSeconds(10));
        }

        Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).ShouldBeEmpty();
        upstream.Asked.Count.ShouldBe(1);
        gateway.Log.Lines.ShouldAllBe(line => !line.Contains("is lost", StringComparison.Ordinal) && !line.Contains("is kept in", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_folder_that_can_not_be_written_stops_nothing_and_is_filled_later()
    {
        await using var upstream = await FileUpstream.Start(FileUpstream.Serving(Video));
        await using var gateway = await Keeping(upstream, Engines.Sqlite, "blocked");
        var blocked = Path.Combine(folder.Path, "blocked");
        await File.WriteAllTextAsync(blocked, "a file where the folder should be");
        var id = await gateway.Completed();
        await Eventually.True(() => gateway.Log.Lines.Any(line => line.Contains($"The video of task {id} could not be copied", StringComparison.Ordinal)));
        (await gateway.Content(id)).StatusCode.ShouldBe(HttpStatusCode.OK, "its upstream still has it");
        File.Delete(blocked);
        await Kept(gateway, id);
    }

    [Fact]
    public async Task A_copy_that_somebody_has_removed_is_made_anew()
    {
        await using var upstream = await FileUpstream.Start(FileUpstream.Serving(Video));
        await using var gateway = await Keeping(upstream, Engines.Sqlite);
        var id = await gateway.Completed();
        await Kept(gateway, id);
        File.Delete(Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Single());
        using var all = await gateway.Content(id);
        (await all.Content.ReadAsByteArrayAsync()).ShouldBe(Video);
        gateway.Log.Lines.ShouldContain(line => line.Contains($"The kept video of task {id} is missing", StringComparison.Ordinal));
        await Eventually.True(() => Directory.GetFiles(folder.Path, "*.mp4", SearchOption.AllDirectories).Length == 1);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_for_a_while_costs_no_video()
    {
        await using var upstream = await FileUpstream.Start(FileUpstream.Serving(Video));
        await using var gateway = await Keeping(upstream, Engines.Sqlite, "mounted");
        var id = await gateway.Completed();
        await Kept(gateway, id);
        gateway.Database.Execute("UPDATE kept_files SET source_until = 1");
        Directory.Move(Path.Combine(folder.Path, "mounted"), Path.Combine(folder.Path, "elsewhere"));
        (await gateway.Content(id)).StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        Directory.Move(Path.Combine(folder.Path, "elsewhere"), Path.Combine(folder.Path, "mounted"));
        (await gateway.Content(id)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_copy_that_was_cut_off_by_a_kill_is_made_whole_by_the_next_process()
    {
        var hold = true;
        await using var upstream = await FileUpstream.Start(async http =>
        {
            http.Response.ContentLength = Video.Length;
            await http.Response.Body.WriteAsync(Video.AsMemory(0, 200_000));
            await http.Response.Body.FlushAsync();
            while (Volatile.Read(ref hold))
            {
                await Task.Delay(20, http.RequestAborted);
            }

            await http.Response.Body.WriteAsync(Video.AsMemory(200_000));
        });
        await using var database = await TestDatabase.On(Engines.Sqlite);
        await using var gateway = GatewayProcess.At(upstream.Url, database).KeepingIn(folder.Path);
        await gateway.Start();
        var id = await gateway.Created(SeedExamples.Text);
        await gateway.Wait(id, "completed");
        await Eventually.True(() => Directory.GetFiles(folder.Path, "*.part", SearchOption.AllDirectories).Length == 1);
        await gateway.Kill();
        Directory.GetFiles(folder.Path, "*.mp4", SearchOption.AllDirectories).ShouldBeEmpty();

        // The lease of the process that died.
        database.Execute("UPDATE kept_files SET due_at = 0");
        Volatile.Write(ref hold, false);
        await gateway.Start();
        await Eventually.True(() => database.Ask("SELECT COUNT(*) FROM kept_files WHERE stored_at IS NOT NULL") == "1");
        (await File.ReadAllBytesAsync(Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).ShouldHaveSingleItem())).ShouldBe(Video);
    }

    /// <summary>As when its time is over.</summary>
    private static async Task LetGo(GatewayHost gateway, string id)
    {
        var later = gateway.Services.GetRequiredService<TimeProvider>().Now() + TimeSpan.FromHours(1);
        (await gateway.Services.GetRequiredService<ITaskRetention>().LetGo(later, null, 10))!.Gone.ShouldBe(1);
        (await gateway.Client.GetAsync($"{ClientCalls.Videos}/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static Task Kept(GatewayHost gateway, string id) =>
        Eventually.True(() => gateway.Database.Ask($"SELECT COUNT(*) FROM kept_files WHERE task_id = '{id}' AND stored_at IS NOT NULL") == "1");

    private Task<GatewayHost> Keeping(FileUpstream upstream, string engine, string below = "") => GatewayHost.Start(
        upstream.Url,
        settings: [("Signing:Key", Some.SigningKey), ("Results:Keep", "folder"), ("Results:Folder", Path.Combine(folder.Path, below))],
        services: services => services.AddSingleton(Quick),
        engine: engine);
}
