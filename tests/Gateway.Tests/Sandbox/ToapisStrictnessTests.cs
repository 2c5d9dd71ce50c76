namespace Gateway.Tests.Sandbox;

[Collection("sandbox")]
public sealed class ToapisStrictnessTests(SandboxServer server)
{
    [Theory]
    [InlineData("{'model':'viduq3-pro','prompt':'a cat'}")]
    [InlineData("{'model':'viduq3-turbo','prompt':'a cat','duration':1,'resolution':'540p','aspect_ratio':'64:1','audio':false,'seed':4294967295,'metadata':{'off_peak':true,'bgm':false,'x':[{'y':1}]},'client_business_id':'b'}")]
    [InlineData("{'model':'viduq3-pro','image_urls':['https://e.com/a.png']}")]
    [InlineData("{'model':'viduq3-pro','image_urls':['https://e.com/a.png','http://e.com/b'],'duration':16,'seed':0}")]
    [InlineData("{'model':'viduq3-pro','prompt':'@anyone','metadata':{'subjects':'anything'}}")]
    [InlineData("{'model':'viduq3','prompt':'@cat, @Image1 and me@home.org','image_urls':['https://e.com/a.png'],'aspect_ratio':'21:9','duration':3,'metadata':{'subjects':[{'name':'cat','images':['https://e.com/c.png']}],'audio_type':'speech_only'}}")]
    [InlineData("{'model':'veo3.1-fast','prompt':'sea'}")]
    [InlineData("{'model':'veo3.1-quality','prompt':'sea','duration':8,'aspect_ratio':'9:16','image_urls':['https://e.com/a.png'],'metadata':{'generation_type':'frame','resolution':'4k','enable_gif':false}}")]
    [InlineData("{'model':'veo3.1-fast','prompt':'sea','image_urls':['https://e.com/a.png','https://e.com/b.png','https://e.com/c.png'],'metadata':{'generation_type':'reference','resolution':'720p','enable_gif':true}}")]
    [InlineData("{'model':'veo3.1-fast','prompt':'sea','image_urls':['https://e.com/a.png','https://e.com/b.png','https://e.com/c.png']}")]
    public async Task What_the_documents_allow_is_accepted(string body)
    {
        var answer = await server.Create("toapis", body);

        answer.Status.ShouldBe(200, answer.Text);
    }

    [Theory]
    [InlineData("model", "{'prompt':'a cat'}")]
    [InlineData("model", "{'model':'viduq3-mix','prompt':'a cat','image_urls':['https://e.com/a.png']}")]
    [InlineData("model", "{'model':7,'prompt':'a cat'}")]
    [InlineData("prompt", "{'model':'viduq3-pro'}")]
    [InlineData("prompt", "{'model':'viduq3-pro','prompt':''}")]
    [InlineData("prompt", "{'model':'viduq3-pro','prompt':null,'image_urls':['https://e.com/a.png']}")]
    [InlineData("duration", "{'model':'viduq3-pro','prompt':'a','duration':0}")]
    [InlineData("duration", "{'model':'viduq3-pro','prompt':'a','duration':17}")]
    [InlineData("duration", "{'model':'viduq3-pro','prompt':'a','duration':5.0}")]
    [InlineData("duration", "{'model':'viduq3-pro','prompt':'a','duration':'5'}")]
    [InlineData("resolution", "{'model':'viduq3-pro','prompt':'a','resolution':'4k'}")]
    [InlineData("aspect_ratio", "{'model':'viduq3-pro','prompt':'a','aspect_ratio':'65:1'}")]
    [InlineData("aspect_ratio", "{'model':'viduq3-pro','prompt':'a','aspect_ratio':'016:9'}")]
    [InlineData("aspect_ratio", "{'model':'viduq3-pro','prompt':'a','aspect_ratio':'0:9'}")]
    [InlineData("aspect_ratio", "{'model':'viduq3-pro','prompt':'a','aspect_ratio':'16:9','image_urls':['https://e.com/a.png']}")]
    [InlineData("image_urls", "{'model':'viduq3-pro','prompt':'a','image_urls':[]}")]
    [InlineData("image_urls", "{'model':'viduq3-pro','image_urls':['https://e.com/a','https://e.com/b','https://e.com/c']}")]
    [InlineData("image_urls", "{'model':'viduq3-pro','image_urls':'https://e.com/a'}")]
    [InlineData("image_urls[0]", "{'model':'viduq3-pro','image_urls':['data:image/png;base64,AAAA']}")]
    [InlineData("image_urls[0]", "{'model':'viduq3-pro','image_urls':['iVBORw0KGgo=']}")]
    [InlineData("image_urls[0]", "{'model':'viduq3-pro','image_urls':['/a.png']}")]
    [InlineData("image_urls[0]", "{'model':'viduq3-pro','image_urls':['ftp://e.com/a.png']}")]
    [InlineData("image_urls[0]", "{'model':'viduq3-pro','image_urls':['https://']}")]
    [InlineData("image_urls[0]", "{'model':'viduq3-pro','image_urls':[null]}")]
    [InlineData("audio", "{'model':'viduq3-pro','prompt':'a','audio':'true'}")]
    [InlineData("seed", "{'model':'viduq3-pro','prompt':'a','seed':-1}")]
    [InlineData("seed", "{'model':'viduq3-pro','prompt':'a','seed':4294967296}")]
    [InlineData("metadata", "{'model':'viduq3-pro','prompt':'a','metadata':[]}")]
    [InlineData("metadata.a[0].b", "{'model':'viduq3-pro','prompt':'a','metadata':{'a':[{'b':null}]}}")]
    [InlineData("metadata.off_peak", "{'model':'viduq3-pro','prompt':'a','metadata':{'off_peak':1}}")]
    [InlineData("metadata.bgm", "{'model':'viduq3-pro','prompt':'a','metadata':{'bgm':'no'}}")]
    [InlineData("client_business_id", "{'model':'viduq3-pro','prompt':'a','client_business_id':1}")]
    [InlineData("callback_url", "{'model':'viduq3-pro','prompt':'a','callback_url':'https://e.com'}")]
    [InlineData("prompt", "{'model':'viduq3','image_urls':['https://e.com/a.png']}")]
    [InlineData("image_urls", "{'model':'viduq3','prompt':'a'}")]
    [InlineData("duration", "{'model':'viduq3','prompt':'a','duration':2,'image_urls':['https://e.com/a.png']}")]
    [InlineData("subjects", "{'model':'viduq3','prompt':'@cat','image_urls':['https://e.com/a.png']}")]
    [InlineData("metadata.subjects", "{'model':'viduq3','prompt':'@cat','image_urls':['https://e.com/a.png'],'metadata':{}}")]
    [InlineData("metadata.subjects", "{'model':'viduq3','prompt':'a','image_urls':['https://e.com/a.png'],'metadata':{'subjects':[]}}")]
    [InlineData("different names", "{'model':'viduq3','prompt':'a','image_urls':['https://e.com/a.png'],'metadata':{'subjects':[{'name':'c','images':['https://e.com/c']},{'name':'c','images':['https://e.com/d']}]}}")]
    [InlineData("metadata.subjects[0].images", "{'model':'viduq3','prompt':'a','image_urls':['https://e.com/a.png'],'metadata':{'subjects':[{'name':'c','images':['https://e.com/1','https://e.com/2','https://e.com/3','https://e.com/4']}]}}")]
    [InlineData("metadata.subjects[0].images[0]", "{'model':'viduq3','prompt':'a','image_urls':['https://e.com/a.png'],'metadata':{'subjects':[{'name':'c','images':['data:x']}]}}")]
    [InlineData("metadata.subjects[0].name", "{'model':'viduq3','prompt':'a','image_urls':['https://e.com/a.png'],'metadata':{'subjects':[{'images':['https://e.com/1']}]}}")]
    [InlineData("metadata.subjects[0].voice", "{'model':'viduq3','prompt':'a','image_urls':['https://e.com/a.png'],'metadata':{'subjects':[{'name':'c','images':['https://e.com/1'],'voice':1}]}}")]
    [InlineData("metadata.audio_type", "{'model':'viduq3','prompt':'a','image_urls':['https://e.com/a.png'],'metadata':{'audio_type':'music'}}")]
    [InlineData("prompt", "{'model':'veo3.1-fast','image_urls':['https://e.com/a.png']}")]
    [InlineData("duration", "{'model':'veo3.1-fast','prompt':'a','duration':5}")]
    [InlineData("aspect_ratio", "{'model':'veo3.1-fast','prompt':'a','aspect_ratio':'1:1'}")]
    [InlineData("resolution", "{'model':'veo3.1-fast','prompt':'a','resolution':'720p'}")]
    [InlineData("seed", "{'model':'veo3.1-fast','prompt':'a','seed':1}")]
    [InlineData("audio", "{'model':'veo3.1-fast','prompt':'a','audio':true}")]
    [InlineData("metadata.bgm", "{'model':'veo3.1-fast','prompt':'a','metadata':{'bgm':true}}")]
    [InlineData("metadata.resolution", "{'model':'veo3.1-fast','prompt':'a','metadata':{'resolution':'540p'}}")]
    [InlineData("metadata.generation_type", "{'model':'veo3.1-fast','prompt':'a','metadata':{'generation_type':'frame'}}")]
    [InlineData("metadata.generation_type", "{'model':'veo3.1-fast','prompt':'a','metadata':{'generation_type':'video'},'image_urls':['https://e.com/a']}")]
    [InlineData("metadata.generation_type", "{'model':'veo3.1-fast','prompt':'a','metadata':{'generation_type':'frame'},'image_urls':['https://e.com/a','https://e.com/b','https://e.com/c']}")]
    [InlineData("reference", "{'model':'veo3.1-quality','prompt':'a','metadata':{'generation_type':'reference'},'image_urls':['https://e.com/a']}")]
    [InlineData("reference", "{'model':'veo3.1-quality','prompt':'a','image_urls':['https://e.com/a','https://e.com/b','https://e.com/c']}")]
    [InlineData("metadata.enable_gif", "{'model':'veo3.1-fast','prompt':'a','metadata':{'enable_gif':true,'resolution':'1080p'}}")]
    [InlineData("metadata.enable_gif", "{'model':'veo3.1-fast','prompt':'a','metadata':{'enable_gif':true,'resolution':'4k'}}")]
    [InlineData("metadata.enable_gif", "{'model':'veo3.1-fast','prompt':'a','metadata':{'enable_gif':null}}")]
    public async Task What_they_do_not_allow_is_refused_by_name(string named, string body)
    {
        var answer = await server.Create("toapis", body);

        answer.Status.ShouldBe(400, answer.Text);
        answer.At("error.code").ShouldBe("'invalid_request'");
        answer.At("error.type").ShouldBe("'invalid_request_error'");
        answer.At("error.message")!.ShouldContain(named);
    }

    [Theory]
    [InlineData(5000, 200)]
    [InlineData(5001, 400)]
    public async Task A_prompt_is_measured_in_code_points(int length, int status)
    {
        var prompt = string.Concat(Enumerable.Repeat("🐈", length));

        (await server.Create("toapis", $"{{'model':'viduq3-pro','prompt':'{prompt}'}}")).Status.ShouldBe(status);
    }

    [Fact]
    public async Task All_problems_are_named_at_once()
    {
        var answer = await server.Create("toapis", "{'model':'viduq3-pro','duration':0,'n':1}");

        answer.At("error.message")!.ShouldContain("prompt");
        answer.At("error.message")!.ShouldContain("duration");
        answer.At("error.message")!.ShouldContain("n is unknown");
    }
}
