using System.Net;
using Gateway.Tests.Support;
using Gateway.Tests.Uploads;
using Gateway.Workers;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Content;

/// <summary>Finished videos in a store that speaks S3.</summary>
public sealed class S3Tests
{
    private static readonly KeepTerms Quick = KeepTerms.Usual(keeps: true) with { Look = TimeSpan.FromMilliseconds(50), FirstPause = TimeSpan.FromMilliseconds(50) };

    /// <summary>The second is sent in parts.</summary>
    [Theory]
    [InlineData(300_000)]
    [InlineData(20_000_000)]
    public async Task A_video_is_kept_byte_by_byte_and_deleted_there(int length)
    {
        var video = Some.Bytes(length);
        await using var bucket = await S3Server.Start();
        var upstream = await FileUpstream.Start(FileUpstream.Serving(video));
        await using var gateway = await Keeping(upstream, bucket);
        var id = await gateway.Completed();
        await Eventually.True(() => gateway.Database.Ask("SELECT COUNT(*) FROM kept_files WHERE stored_at IS NOT NULL") == "1");
        await upstream.DisposeAsync();

        bucket.Objects().ShouldBe([$"kept/{id[6..11]}/{id}.mp4"]);
        using var all = await gateway.Stream(id);
        (await all.Content.ReadAsByteArrayAsync()).AsSpan().SequenceEqual(video).ShouldBeTrue();
        using var part = await gateway.Content(id, ("Range", "bytes=100-199"));
        (part.StatusCode, part.Content.Headers.ContentRange!.ToString()).ShouldBe((HttpStatusCode.PartialContent, $"bytes 100-199/{length}"));
        (await part.Content.ReadAsByteArrayAsync()).ShouldBe(video[100..200]);

        (await gateway.Client.DeleteAsync($"{ClientCalls.Videos}/{id}/content")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Eventually.True(() => bucket.Objects().Count == 0);
    }

    [Fact]
    public async Task A_store_that_refuses_is_reported_and_leaves_nothing()
    {
        var video = Some.Bytes(1000);
        await using var bucket = await S3Server.Start();
        await using var upstream = await FileUpstream.Start(FileUpstream.Serving(video));
        await using var gateway = await Keeping(upstream, bucket, ("Results:S3:Bucket", "nowhere"));
        var id = await gateway.Completed();
        await Eventually.True(() => gateway.Log.Lines.Any(line => line.Contains($"The video of task {id} could not be copied", StringComparison.Ordinal)));
        gateway.Log.Lines.ShouldContain(line => line.Contains("the store of files says 404 NoSuchBucket", StringComparison.Ordinal));
        bucket.Objects().ShouldBeEmpty();
        (await gateway.Content(id)).StatusCode.ShouldBe(HttpStatusCode.OK, "its upstream still has it");
    }

    [Fact]
    public async Task An_uploaded_image_is_kept_beside_the_videos()
    {
        await using var bucket = await S3Server.Start();
        await using var gateway = await GatewayHost.Start(
            settings: [("Signing:Key", "a-signing-key-of-32-characters-or-more"), ("Uploads:Enabled", "true"), .. bucket.Settings()]);
        var image = await gateway.Uploaded(SampleImages.Png);
        bucket.Objects().ShouldBe([$"kept/uploads/{image.Text("id")}"]);
        using var nobody = gateway.NewClient(null);
        (await nobody.GetByteArrayAsync(image.Text("url"))).ShouldBe(SampleImages.Png);
    }

    private static Task<GatewayHost> Keeping(FileUpstream upstream, S3Server bucket, params (string Key, string? Value)[] others) => GatewayHost.Start(
        upstream.Url,
        settings: [("Signing:Key", Some.SigningKey), .. bucket.Settings(), .. others],
        services: services => services.AddSingleton(Quick));
}
