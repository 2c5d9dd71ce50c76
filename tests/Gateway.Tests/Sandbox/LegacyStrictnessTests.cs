namespace Gateway.Tests.Sandbox;

[Collection("sandbox")]
public sealed class LegacyStrictnessTests(SandboxServer server)
{
    [Theory]
    [InlineData("{'model':'viduq3p-720p','prompt':'a','aspect_ratio':'16:9','duration':5,'extra_body':{'audio':false,'seed':42,'bgm':false}}")]
    [InlineData("{'model':'viduq3t-540p','prompt':'a','image':'https://e.com/s.png','duration':16,'extra_body':{'seed':4294967295}}")]
    [InlineData("{'model':'viduq3p-1080p-offpeak','prompt':'a','image':'https://e.com/h.png','last_image':'https://e.com/t.png','duration':6}")]
    [InlineData("{'model':'viduq3p-mix-540p-offpeak','prompt':'@Image1','reference_image_urls':['https://e.com/1','https://e.com/2','https://e.com/3','https://e.com/4'],'aspect_ratio':'1:1','duration':1}")]
    public async Task What_the_document_allows_is_accepted(string body)
    {
        var answer = await server.Create("legacy", body);

        answer.Status.ShouldBe(200, answer.Text);
    }

    [Theory]
    [InlineData("model", "{'model':'viduq3-pro','prompt':'a','duration':5}")]
    [InlineData("model", "{'model':'viduq3p-480p','prompt':'a','duration':5}")]
    [InlineData("model", "{'model':'viduq3t-mix-720p','prompt':'a','duration':5,'reference_image_urls':['https://e.com/1']}")]
    [InlineData("model", "{'model':'viduq3p-offpeak-720p','prompt':'a','duration':5}")]
    [InlineData("prompt", "{'model':'viduq3p-720p','duration':5,'image':'https://e.com/1'}")]
    [InlineData("duration", "{'model':'viduq3p-720p','prompt':'a'}")]
    [InlineData("duration", "{'model':'viduq3p-720p','prompt':'a','duration':'5'}")]
    [InlineData("duration", "{'model':'viduq3p-720p','prompt':'a','duration':17}")]
    [InlineData("last_image", "{'model':'viduq3p-720p','prompt':'a','duration':5,'last_image':'https://e.com/1'}")]
    [InlineData("image", "{'model':'viduq3p-720p','prompt':'a','duration':5,'image':'data:image/png;base64,AA'}")]
    [InlineData("image", "{'model':'viduq3p-720p','prompt':'a','duration':5,'image':['https://e.com/1']}")]
    [InlineData("image", "{'model':'viduq3p-mix-720p','prompt':'a','duration':5,'reference_image_urls':['https://e.com/1'],'image':'https://e.com/1'}")]
    [InlineData("reference_image_urls", "{'model':'viduq3p-720p','prompt':'a','duration':5,'reference_image_urls':['https://e.com/1']}")]
    [InlineData("reference_image_urls", "{'model':'viduq3p-mix-720p','prompt':'a','duration':5}")]
    [InlineData("reference_image_urls", "{'model':'viduq3p-mix-720p','prompt':'a','duration':5,'reference_image_urls':['https://e.com/1','https://e.com/2','https://e.com/3','https://e.com/4','https://e.com/5']}")]
    [InlineData("aspect_ratio", "{'model':'viduq3p-720p','prompt':'a','duration':5,'aspect_ratio':'21:9'}")]
    [InlineData("aspect_ratio", "{'model':'viduq3p-720p','prompt':'a','duration':5,'aspect_ratio':'16:9','image':'https://e.com/1'}")]
    [InlineData("resolution", "{'model':'viduq3p-720p','prompt':'a','duration':5,'resolution':'720p'}")]
    [InlineData("image_urls", "{'model':'viduq3p-720p','prompt':'a','duration':5,'image_urls':['https://e.com/1']}")]
    [InlineData("metadata", "{'model':'viduq3p-720p','prompt':'a','duration':5,'metadata':{}}")]
    [InlineData("client_business_id", "{'model':'viduq3p-720p','prompt':'a','duration':5,'client_business_id':'b'}")]
    [InlineData("extra_body", "{'model':'viduq3p-720p','prompt':'a','duration':5,'extra_body':null}")]
    [InlineData("extra_body.audio", "{'model':'viduq3p-720p','prompt':'a','duration':5,'extra_body':{'audio':'yes'}}")]
    [InlineData("extra_body.seed", "{'model':'viduq3p-720p','prompt':'a','duration':5,'extra_body':{'seed':4294967296}}")]
    [InlineData("extra_body.off_peak", "{'model':'viduq3p-720p','prompt':'a','duration':5,'extra_body':{'off_peak':true}}")]
    public async Task What_it_does_not_allow_is_refused_by_name(string named, string body)
    {
        var answer = await server.Create("legacy", body);

        answer.Status.ShouldBe(400, answer.Text);
        answer.At("code").ShouldBe("'invalid_request'");
        answer.At("data").ShouldBe("null");
        answer.At("message")!.ShouldContain(named);
    }
}
