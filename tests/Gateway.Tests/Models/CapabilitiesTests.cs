using System.Text.Json;

namespace Gateway.Tests.Models;

/// <summary>The matrix as clients see it.</summary>
public sealed class CapabilitiesTests
{
    [Theory]
    [InlineData("viduq3-pro", "modes.text-to-video.images", "{'min':0,'max':0}")]
    [InlineData("viduq3-pro", "modes.text-to-video.parameters.prompt", "{'type':'string','required':true,'max_length':5000}")]
    [InlineData("viduq3-pro", "modes.image-to-video.parameters.prompt", "{'type':'string','required':false,'max_length':5000}")]
    [InlineData("viduq3-pro", "modes.text-to-video.parameters.duration", "{'type':'integer','required':false,'min':1,'max':16,'default':5}")]
    [InlineData("viduq3-pro", "modes.text-to-video.parameters.resolution",
        "{'type':'string','required':false,'allowed':['540p','720p','1080p'],'default':'720p'}")]
    [InlineData("viduq3-pro", "modes.text-to-video.parameters.aspect_ratio", "{'type':'string','format':'W:H','required':false,'min':1,'max':64}")]
    [InlineData("viduq3-pro", "modes.text-to-video.parameters.audio", "{'type':'boolean','required':false,'default':true}")]
    [InlineData("viduq3-pro", "modes.text-to-video.parameters.seed", "{'type':'integer','required':false,'min':0,'max':4294967295}")]
    [InlineData("viduq3-pro", "modes.first-last-frame.parameters.image_urls", "{'type':'array','required':true,'min_items':2,'max_items':2}")]
    [InlineData("viduq3-pro", "modes.text-to-video.metadata",
        "{'open':true,'max_bytes':16384,'fields':{'bgm':{'type':'boolean','required':false},'off_peak':{'type':'boolean','required':false}}}")]
    [InlineData("viduq3-pro", "off_peak_factor", "0.5")]
    [InlineData("viduq3", "modes.reference-to-video.metadata.fields.subjects",
        "{'type':'array','format':'subjects','required':false,'min_images':1,'max_images':3}")]
    [InlineData("viduq3-mix", "modes.reference-to-video.metadata.open", "false")]
    [InlineData("veo3.1-fast", "modes.text-to-video.parameters.duration", "{'type':'integer','required':false,'allowed':[8],'default':8}")]
    [InlineData("veo3.1-fast", "modes.reference-to-video.generation_type", "'reference'")]
    [InlineData("veo3.1-fast", "modes.image-to-video.metadata.fields.enable_gif",
        "{'type':'boolean','required':false,'not_with':{'resolution':['1080p','4k']}}")]
    [InlineData("veo3.1-fast", "modes.image-to-video.metadata.fields.resolution",
        "{'type':'string','required':false,'allowed':['720p','1080p','4k'],'alias_of':'resolution'}")]
    [InlineData("veo3.1-quality", "modes.image-to-video.metadata.fields.generation_type", "{'type':'string','required':false,'allowed':['frame']}")]
    [InlineData("veo3.1-quality", "prices",
        "[{'resolution':'720p','credits_per_clip':32},{'resolution':'1080p','credits_per_clip':40},{'resolution':'4k','credits_per_clip':60}]")]
    public void Every_rule_can_be_read(string model, string path, string json)
    {
        using var document = JsonDocument.Parse(Matrix.Capabilities(Matrix.Model(model)));
        var element = path.Split('.').Aggregate(document.RootElement, (current, name) => current.GetProperty(name));

        element.GetRawText().Replace('"', '\'').ShouldBe(json);
    }

    [Theory]
    [InlineData("viduq3-pro", "text-to-video", "prompt duration resolution aspect_ratio audio seed")]
    [InlineData("viduq3-pro", "image-to-video", "prompt duration resolution image_urls audio seed")]
    [InlineData("viduq3", "reference-to-video", "prompt duration resolution aspect_ratio image_urls audio seed")]
    [InlineData("veo3.1-fast", "first-last-frame", "prompt duration resolution aspect_ratio image_urls")]
    public void A_mode_lists_exactly_what_it_takes(string model, string mode, string parameters)
    {
        using var document = JsonDocument.Parse(Matrix.Capabilities(Matrix.Model(model)));
        var listed = document.RootElement.GetProperty("modes").GetProperty(mode).GetProperty("parameters").EnumerateObject();

        string.Join(' ', listed.Select(parameter => parameter.Name)).ShouldBe(parameters);
    }
}
