using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Gateway.Tests.Sandbox;

[Collection("sandbox")]
public sealed class MediaTests(SandboxServer server)
{
    [Fact]
    public async Task A_completed_job_has_a_playable_file_behind_its_url()
    {
        var id = await server.Start("toapis");
        server.LetItEnd();
        var url = (await server.Poll("toapis", id)).At("result.data.0.url")!.Trim('\'');

        var (status, bytes, headers) = await server.Download(url);

        status.ShouldBe(HttpStatusCode.OK);
        headers.ContentType!.MediaType.ShouldBe("video/mp4");
        bytes.Length.ShouldBeLessThan(100_000);
        Boxes(bytes).ShouldBe(["ftyp", "moov", "free", "mdat"], "moov must come before mdat for a player to start early");
    }

    [Fact]
    public async Task A_range_of_it_can_be_asked_for()
    {
        var id = await server.Start("apimart");
        server.LetItEnd();

        var (status, bytes, headers) = await server.Download($"media/{id}.mp4", new RangeHeaderValue(4, 7));

        status.ShouldBe(HttpStatusCode.PartialContent);
        Encoding.ASCII.GetString(bytes).ShouldBe("ftyp");
        headers.ContentRange!.Length!.Value.ShouldBeGreaterThan(1000);
        (await server.Download($"media/{id}.mp4", new RangeHeaderValue(1_000_000, null))).Status
            .ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable);
    }

    [Theory]
    [InlineData("none", false, HttpStatusCode.NotFound)]
    [InlineData("none", true, HttpStatusCode.OK)]
    [InlineData("fail", true, HttpStatusCode.NotFound)]
    public async Task Only_a_completed_job_has_a_file(string faults, bool ended, HttpStatusCode status)
    {
        var id = await server.Start("legacy", faults);
        if (ended)
        {
            server.LetItEnd();
        }

        (await server.Download($"media/{id}.mp4")).Status.ShouldBe(status);
    }

    [Fact]
    public async Task An_unknown_job_has_no_file() =>
        (await server.Download("media/video_none.mp4")).Status.ShouldBe(HttpStatusCode.NotFound);

    private static List<string> Boxes(byte[] file)
    {
        var names = new List<string>();
        for (var at = 0; at < file.Length;)
        {
            names.Add(Encoding.ASCII.GetString(file, at + 4, 4));
            at += System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
        }

        return names;
    }
}
