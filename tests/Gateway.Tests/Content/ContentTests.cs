using System.Net;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Content;

/// <summary>The bytes of a finished video, from the host that the upstream has named.</summary>
public sealed class ContentTests : IAsyncLifetime
{
    private static readonly byte[] Video = Some.Bytes(100_000);

    private FileUpstream upstream = null!;
    private GatewayHost gateway = null!;
    private string id = null!;

    public async ValueTask InitializeAsync()
    {
        upstream = await FileUpstream.Start(FileUpstream.Serving(Video));
        gateway = await GatewayHost.Start(upstream.Url);
        id = await gateway.Completed();
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        await upstream.DisposeAsync();
    }

    [Fact]
    public async Task The_whole_file_comes_with_its_type_its_length_and_the_tasks_id_as_tag()
    {
        using var response = await gateway.Content(id);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsByteArrayAsync()).ShouldBe(Video);
        response.Headers.ETag!.Tag.ShouldBe($"\"{id}\"");
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        response.Headers.AcceptRanges.ShouldBe(["bytes"]);
        response.Content.Headers.ContentType!.ToString().ShouldBe("video/mp4");
        response.Content.Headers.ContentLength.ShouldBe(Video.Length);
        response.Content.Headers.LastModified!.Value.ToUnixTimeSeconds().ShouldBe(1_768_000_000);
        response.Content.Headers.ContentDisposition.ShouldBeNull();
    }

    [Fact]
    public async Task A_part_of_it_can_be_asked_for()
    {
        using var part = await gateway.Content(id, ("Range", "bytes=10-19"));
        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        part.Content.Headers.ContentRange!.ToString().ShouldBe("bytes 10-19/100000");
        (await part.Content.ReadAsByteArrayAsync()).ShouldBe(Video[10..20]);

        using var last = await gateway.Content(id, ("Range", "bytes=-5"), ("If-Range", $"\"{id}\""));
        (await last.Content.ReadAsByteArrayAsync()).ShouldBe(Video[^5..]);

        using var otherFile = await gateway.Content(id, ("Range", "bytes=10-19"), ("If-Range", "\"another\""));
        (otherFile.StatusCode, (await otherFile.Content.ReadAsByteArrayAsync()).Length).ShouldBe((HttpStatusCode.OK, Video.Length));

        using var several = await gateway.Content(id, ("Range", "bytes=0-1,5-6"));
        (several.StatusCode, (await several.Content.ReadAsByteArrayAsync()).Length).ShouldBe((HttpStatusCode.OK, Video.Length));
    }

    [Fact]
    public async Task A_part_that_it_does_not_have_is_refused_with_its_length()
    {
        using var response = await gateway.Content(id, ("Range", "bytes=200000-"));
        response.StatusCode.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable);
        response.Content.Headers.ContentRange!.ToString().ShouldBe("bytes */100000");
        (await response.Json()).Text("error", "code").ShouldBe("invalid_request");
    }

    [Fact]
    public async Task Whoever_has_it_is_told_so_without_its_host_being_asked()
    {
        using var response = await gateway.Content(id, ("If-None-Match", $"W/\"{id}\", \"another\""));
        response.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        response.Headers.ETag!.Tag.ShouldBe($"\"{id}\"");
        upstream.Asked.ShouldBeEmpty();

        using var since = await gateway.Content(id, ("If-Modified-Since", "Sat, 10 Jan 2026 00:00:00 GMT"));
        since.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task HEAD_tells_of_it_and_sends_nothing()
    {
        using var response = await gateway.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, $"{ClientCalls.Videos}/{id}/content"));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (response.Content.Headers.ContentLength, response.Content.Headers.ContentType!.MediaType).ShouldBe((Video.Length, "video/mp4"));
        (await response.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_to_save_has_a_name()
    {
        using var response = await gateway.Client.GetAsync($"{ClientCalls.Videos}/{id}/content?download=1");
        response.Content.Headers.ContentDisposition!.ToString().ShouldBe($"attachment; filename=\"{id}.mp4\"");
        using var wrong = await gateway.Client.GetAsync($"{ClientCalls.Videos}/{id}/content?download=maybe");
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Its_host_learns_nothing_of_the_client_and_no_key()
    {
        using var response = await gateway.Content(id, ("Range", "bytes=0-9"), ("Cookie", "a=b"), ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"), ("X-Forwarded-For", "10.1.2.3"));
        upstream.Asked.ShouldHaveSingleItem().Keys.ShouldBe(["Host", "Accept-Encoding", "Range"], ignoreOrder: true);
    }

    [Fact]
    public async Task Only_its_team_gets_it()
    {
        using var other = gateway.NewClient(GatewayHost.OtherKey);
        (await (await other.GetAsync($"{ClientCalls.Videos}/{id}/content")).Json()).Text("error", "code").ShouldBe("task_not_found");
        using var nobody = gateway.NewClient(null);
        (await nobody.GetAsync($"{ClientCalls.Videos}/{id}/content")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task No_Accept_header_stands_in_its_way()
    {
        using var response = await gateway.Content(id, ("Accept", "image/png"));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_log_shows_no_link()
    {
        (await gateway.Content(id)).StatusCode.ShouldBe(HttpStatusCode.OK);
        upstream.Link = "http://127.0.0.1:1/files/v.mp4?secret=of-the-link";
        (await gateway.Content(await gateway.Completed())).StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        upstream.Link = "http://10.99.0.1/files/v.mp4?secret=of-the-link";
        (await gateway.Content(await gateway.Completed())).StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        await using var failing = await FileUpstream.Start(http =>
        {
            http.Response.StatusCode = 500;
            return http.Response.WriteAsync("secret=of-the-link");
        });
        upstream.Link = $"{failing.Url}{FileUpstream.Path}?secret=of-the-link";
        (await gateway.Content(await gateway.Completed())).StatusCode.ShouldBe(HttpStatusCode.BadGateway);

        gateway.Log.Lines.Count(line => line.Contains("can't be had from toapis", StringComparison.Ordinal)).ShouldBe(3);
        gateway.Log.Lines.ShouldAllBe(line => !line.Contains("of-the-link", StringComparison.Ordinal));
    }
}
