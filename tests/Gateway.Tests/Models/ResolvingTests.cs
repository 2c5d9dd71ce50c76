using Gateway.Canonical;

namespace Gateway.Tests.Models;

/// <summary>What a valid request becomes.</summary>
public sealed class ResolvingTests
{
    [Theory]
    [InlineData("viduq3-pro", 0, "{}", "text-to-video", null)]
    [InlineData("viduq3-pro", 1, "{}", "image-to-video", null)]
    [InlineData("viduq3-pro", 2, "{}", "first-last-frame", null)]
    [InlineData("viduq3-turbo", 2, "{}", "first-last-frame", null)]
    [InlineData("viduq3", 1, "{}", "reference-to-video", null)]
    [InlineData("viduq3-mix", 7, "{}", "reference-to-video", null)]
    [InlineData("veo3.1-fast", 0, "{}", "text-to-video", null)]
    [InlineData("veo3.1-fast", 1, "{}", "image-to-video", "frame")]
    [InlineData("veo3.1-fast", 2, "{}", "first-last-frame", "frame")]
    [InlineData("veo3.1-fast", 3, "{}", "reference-to-video", "reference")]
    [InlineData("veo3.1-fast", 1, "{'metadata':{'generation_type':'frame'}}", "image-to-video", "frame")]
    [InlineData("veo3.1-fast", 1, "{'metadata':{'generation_type':'reference'}}", "reference-to-video", "reference")]
    [InlineData("veo3.1-fast", 2, "{'metadata':{'generation_type':'reference'}}", "reference-to-video", "reference")]
    [InlineData("veo3.1-quality", 2, "{'metadata':{'generation_type':'frame'}}", "first-last-frame", "frame")]
    public void The_mode_follows_from_the_images_and_the_generation_type(
        string model, int images, string members, string mode, string? generationType)
    {
        var request = Matrix.Resolve(Matrix.Body(model, images, members));

        request.Mode.Name().ShouldBe(mode);
        request.GenerationType.ShouldBe(generationType);
        request.ImageUrls.Count.ShouldBe(images);
    }

    [Theory]
    [InlineData("viduq3-pro", 0, 5, true)]
    [InlineData("viduq3-turbo", 2, 5, true)]
    [InlineData("viduq3", 1, 5, true)]
    [InlineData("viduq3-mix", 1, 5, true)]
    [InlineData("veo3.1-fast", 0, 8, null)]
    [InlineData("veo3.1-quality", 1, 8, null)]
    public void Defaults_are_filled_in(string model, int images, int duration, bool? audio)
    {
        var request = Matrix.Resolve(Matrix.Body(model, images));

        request.Model.ShouldBe(model);
        request.Duration.ShouldBe(duration);
        request.Resolution.ShouldBe("720p");
        request.Audio.ShouldBe(audio);
        request.AspectRatio.ShouldBeNull();
        request.Seed.ShouldBeNull();
        request.Metadata.ShouldBeNull();
    }

    [Fact]
    public void What_the_client_wrote_is_kept()
    {
        var request = Matrix.Resolve(Matrix.Body("viduq3-pro", 0,
            "{'prompt':'猫','duration':8.0,'resolution':'1080p','aspect_ratio':'21:9','audio':false,'seed':4294967295,'metadata':{'a':{'b':1.50}}}"));

        request.Prompt.ShouldBe("猫");
        request.Duration.ShouldBe(8);
        request.Resolution.ShouldBe("1080p");
        request.AspectRatio.ShouldBe("21:9");
        request.Audio.ShouldBe(false);
        request.Seed.ShouldBe(4294967295);
        request.Metadata!.Value.GetRawText().ShouldBe("""{"a":{"b":1.50}}""");
    }

    [Fact]
    public void An_empty_prompt_is_an_absent_one() =>
        Matrix.Resolve(Matrix.Body("viduq3-pro", 1, "{'prompt':''}")).Prompt.ShouldBeNull();

    [Theory]
    [InlineData("{'image_urls':[]}")]
    [InlineData("{'image_urls':null,'duration':null,'resolution':null,'aspect_ratio':null,'audio':null,'seed':null,'metadata':null}")]
    public void Null_and_no_images_mean_absent(string members) =>
        Matrix.Resolve(Matrix.Body("viduq3-pro", 0, members)).ShouldBeEquivalentTo(Matrix.Resolve(Matrix.Body("viduq3-pro", 0)));

    [Fact]
    public void Images_keep_their_order() =>
        Matrix.Resolve(Matrix.Body("viduq3-pro", 0, "{'image_urls':['https://b/2','https://a/1']}"))
            .ImageUrls.ShouldBe(["https://b/2", "https://a/1"]);

    [Theory]
    [InlineData("{'resolution':'1080p'}")]
    [InlineData("{'resolution':'1080p','generation_type':null}")]
    public void The_resolution_may_stand_in_the_metadata_where_the_model_says_so(string metadata) =>
        Matrix.Resolve(Matrix.Body("veo3.1-fast", 0, $"{{'metadata':{metadata}}}")).Resolution.ShouldBe("1080p");

    [Theory]
    [InlineData("{}", null)]
    [InlineData("{'a':null}", null)]
    [InlineData("{'a':null,'b':{'c':null}}", "{'b':{}}")]
    [InlineData("{'a':[null,{'b':null,'c':'é<'}],'d':1e2}", "{'a':[null,{'c':'é<'}],'d':1e2}")]
    public void Null_members_of_metadata_are_absent_at_every_depth(string metadata, string? kept)
    {
        var resolved = Matrix.Resolve(Matrix.Json($"{{'model':'viduq3-pro','prompt':'p','metadata':{metadata}}}")).Metadata;

        resolved?.GetRawText().Replace('"', '\'').ShouldBe(kept);
        resolved.HasValue.ShouldBe(kept is not null);
    }

    [Theory]
    [InlineData("viduq3", 1, "{'subjects':[]}", null)]
    [InlineData("viduq3", 1, "{'tag':1,'subjects':[],'audio_type':'all'}", "{'tag':1,'audio_type':'all'}")]
    [InlineData("viduq3", 1, "{'subjects':[{'name':'a','images':['http://a']}]}", "{'subjects':[{'name':'a','images':['http://a']}]}")]
    [InlineData("viduq3-pro", 0, "{'subjects':[]}", "{'subjects':[]}")]
    public void No_subjects_mean_absent_where_the_model_has_any(string model, int images, string metadata, string? kept) =>
        Matrix.Resolve(Matrix.Body(model, images, $"{{'metadata':{metadata}}}")).Metadata?.GetRawText().Replace('"', '\'').ShouldBe(kept);
}
