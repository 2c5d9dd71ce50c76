namespace Gateway.Tests.Models;

/// <summary>Every limit of the capability matrix at its edge, one inside and one outside, in every mode.</summary>
public sealed class LimitTests
{
    private static readonly (string Models, int[] Images, string Table)[] Matrices =
    [
        ("viduq3-pro viduq3-turbo", [0, 1, 2], """
            {'prompt':'‹5000›'}      |
            {'prompt':'‹5001›'}      | prompt too_long
            {'duration':1}           |
            {'duration':16}          |
            {'duration':0}           | duration out_of_range
            {'duration':17}          | duration out_of_range
            {'duration':-1}          | duration out_of_range
            {'resolution':'540p'}    |
            {'resolution':'720p'}    |
            {'resolution':'1080p'}   |
            {'resolution':'1080P'}   | resolution not_allowed
            {'resolution':'4k'}      | resolution not_allowed
            {'resolution':''}        | resolution not_allowed
            {'audio':true}           |
            {'audio':false}          |
            {'seed':0}               |
            {'seed':4294967295}      |
            {'seed':-1}              | seed out_of_range
            {'seed':4294967296}      | seed out_of_range
            {'metadata':{'any':[1]}} |
            {'metadata':{'off_peak':true,'bgm':false}} |
            {'metadata':{'off_peak':'yes'}} | metadata.off_peak invalid_type
            {'metadata':{'bgm':1}}   | metadata.bgm invalid_type
            {'metadata':{'offpeak':true}} | metadata.offpeak unknown_parameter
            {'metadata':{'offPeak':true,'BGM':true}} | metadata.offPeak unknown_parameter, metadata.BGM unknown_parameter
            {'metadata':{'off-peak':true,'off_peak':true}} | metadata.off-peak unknown_parameter
            {'metadata':{'offpeaks':true,'':1,'_':2}} |
            {'metadata':{'offpeak':null}} |
            """),
        ("viduq3-pro viduq3-turbo", [0], """
            {'prompt':''}            | prompt required
            {'prompt':null}          | prompt required
            {'aspect_ratio':'1:64'}  |
            {'aspect_ratio':'64:1'}  |
            {'aspect_ratio':'0:1'}   | aspect_ratio out_of_range
            {'aspect_ratio':'65:1'}  | aspect_ratio out_of_range
            {'aspect_ratio':'1:99999999999999999999'} | aspect_ratio out_of_range
            {'aspect_ratio':'16:09'} | aspect_ratio not_allowed
            {'aspect_ratio':'+16:9'} | aspect_ratio not_allowed
            {'aspect_ratio':'-1:9'}  | aspect_ratio not_allowed
            {'aspect_ratio':'16: 9'} | aspect_ratio not_allowed
            {'aspect_ratio':'16:9:1'}| aspect_ratio not_allowed
            {'aspect_ratio':'16x9'}  | aspect_ratio not_allowed
            {'aspect_ratio':':9'}    | aspect_ratio not_allowed
            {'aspect_ratio':'16:'}   | aspect_ratio not_allowed
            {'aspect_ratio':'1.5:1'} | aspect_ratio not_allowed
            {'aspect_ratio':'١:١'}   | aspect_ratio not_allowed
            {'aspect_ratio':''}      | aspect_ratio not_allowed
            """),
        ("viduq3-pro viduq3-turbo", [1, 2], """
            {'prompt':''}            |
            {'prompt':null}          |
            {'aspect_ratio':'16:9'}  | aspect_ratio unsupported_parameter
            """),
        ("viduq3-pro viduq3-turbo", [3, 4], """
            {}                       | image_urls too_many
            {'aspect_ratio':'16:9','duration':0} | image_urls too_many, duration out_of_range, aspect_ratio unsupported_parameter
            """),
        ("viduq3", [1, 4, 7], """
            {'prompt':'‹5000›'}      |
            {'prompt':'‹5001›'}      | prompt too_long
            {'prompt':null}          | prompt required
            {'duration':3}           |
            {'duration':16}          |
            {'duration':2}           | duration out_of_range
            {'duration':17}          | duration out_of_range
            {'resolution':'540p'}    |
            {'resolution':'1080p'}   |
            {'resolution':'4k'}      | resolution not_allowed
            {'aspect_ratio':'64:1'}  |
            {'aspect_ratio':'1:65'}  | aspect_ratio out_of_range
            {'audio':false}          |
            {'seed':4294967295}      |
            {'seed':4294967296}      | seed out_of_range
            {'metadata':{'audio_type':'all'}} |
            {'metadata':{'audio_type':'speech_only'}} |
            {'metadata':{'audio_type':'sound_effect_only'}} |
            {'metadata':{'audio_type':'none'}} | metadata.audio_type not_allowed
            {'metadata':{'audio_type':1}} | metadata.audio_type invalid_type
            {'metadata':{'anything':{}}} |
            {'metadata':{'audioType':'all','Subjects':[]}} | metadata.audioType unknown_parameter, metadata.Subjects unknown_parameter
            {'metadata':{'off_peak':0}} | metadata.off_peak invalid_type
            """),
        ("viduq3-mix", [1, 4, 7], """
            {'prompt':'‹5000›'}      |
            {'prompt':'‹5001›'}      | prompt too_long
            {'prompt':''}            | prompt required
            {'duration':1}           |
            {'duration':16}          |
            {'duration':0}           | duration out_of_range
            {'duration':17}          | duration out_of_range
            {'resolution':'720p'}    |
            {'resolution':'1080p'}   |
            {'resolution':'540p'}    | resolution not_allowed
            {'aspect_ratio':'16:9'}  |
            {'aspect_ratio':'9:16'}  |
            {'aspect_ratio':'4:3'}   |
            {'aspect_ratio':'3:4'}   |
            {'aspect_ratio':'1:1'}   |
            {'aspect_ratio':'21:9'}  | aspect_ratio not_allowed
            {'audio':false}          |
            {'seed':0}               |
            {'metadata':{'off_peak':true,'bgm':true}} |
            {'metadata':{'audio_type':'all'}} | metadata.audio_type unsupported_parameter
            {'metadata':{'subjects':[]}} | metadata.subjects unsupported_parameter
            {'metadata':{'anything':1}} | metadata.anything unknown_parameter
            {'prompt':'@nobody'}     |
            """),
        ("viduq3 viduq3-mix", [0], "{} | image_urls required"),
        ("viduq3 viduq3-mix", [8], "{} | image_urls too_many"),
        ("veo3.1-fast veo3.1-quality", [0, 1, 2], """
            {'prompt':'‹20000›'}     |
            {'prompt':null}          | prompt required
            {'duration':8}           |
            {'duration':7}           | duration not_allowed
            {'duration':9}           | duration not_allowed
            {'resolution':'720p'}    |
            {'resolution':'1080p'}   |
            {'resolution':'4k'}      |
            {'resolution':'540p'}    | resolution not_allowed
            {'aspect_ratio':'16:9'}  |
            {'aspect_ratio':'9:16'}  |
            {'aspect_ratio':'1:1'}   | aspect_ratio not_allowed
            {'seed':1}               | seed unsupported_parameter
            {'audio':true}           | audio unsupported_parameter
            {'seed':null,'audio':null} |
            {'metadata':{'resolution':'4k'}} |
            {'metadata':{'resolution':'8k'}} | metadata.resolution not_allowed
            {'metadata':{'resolution':4}} | metadata.resolution invalid_type
            {'resolution':'4k','metadata':{'resolution':'4k'}} |
            {'resolution':'720p','metadata':{'resolution':'4k'}} | metadata.resolution conflict
            {'metadata':{'enable_gif':true}} |
            {'metadata':{'enable_gif':'true'}} | metadata.enable_gif invalid_type
            {'resolution':'1080p','metadata':{'enable_gif':false}} |
            {'resolution':'1080p','metadata':{'enable_gif':true}} | metadata.enable_gif conflict
            {'metadata':{'resolution':'4k','enable_gif':true}} | metadata.enable_gif conflict
            {'metadata':{'off_peak':true}} | metadata.off_peak unsupported_parameter
            {'metadata':{'enable_giff':true}} | metadata.enable_giff unknown_parameter
            {'metadata':{'generation_type':'video'}} | metadata.generation_type not_allowed
            {'metadata':{'generation_type':1}} | metadata.generation_type invalid_type
            {'metadata':{'generation_type':null}} |
            """),
        ("veo3.1-fast veo3.1-quality", [0], "{'metadata':{'generation_type':'frame'}} | image_urls too_few"),
        ("veo3.1-fast veo3.1-quality", [1, 2], "{'metadata':{'generation_type':'frame'}} |"),
        ("veo3.1-fast veo3.1-quality", [3], "{'metadata':{'generation_type':'frame'}} | image_urls too_many"),
        ("veo3.1-fast veo3.1-quality", [4], "{} | image_urls too_many"),
        ("veo3.1-fast", [1, 2, 3], "{'metadata':{'generation_type':'reference'}} |"),
        ("veo3.1-fast", [0], "{'metadata':{'generation_type':'reference'}} | image_urls too_few"),
        ("veo3.1-fast", [3], "{} |"),
        ("veo3.1-quality", [1, 2], "{'metadata':{'generation_type':'reference'}} | metadata.generation_type not_allowed"),
        ("veo3.1-quality", [3], "{} | image_urls too_many"),
    ];

    public static TheoryData<string, int, string, string> Limits()
    {
        var rows = new TheoryData<string, int, string, string>();
        foreach (var (models, images, table) in Matrices)
        {
            foreach (var line in table.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                var cells = line.Split('|', StringSplitOptions.TrimEntries);
                foreach (var model in models.Split(' '))
                {
                    Array.ForEach(images, count => rows.Add(model, count, cells[0], cells[1]));
                }
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Limits))]
    public void Each_limit_holds_in_each_mode(string model, int images, string members, string problems) =>
        Matrix.Problems(Matrix.Body(model, images, members)).ShouldBe(problems);

    [Theory]
    [InlineData("viduq3-pro", 0, "{'duration':17}", "{'min':1,'max':16}")]
    [InlineData("viduq3-pro", 0, "{'duration':1e999}", "{'min':1,'max':16}")]
    [InlineData("viduq3-pro", 0, "{'seed':-1}", "{'min':0,'max':4294967295}")]
    [InlineData("viduq3-pro", 0, "{'resolution':'4k'}", "['540p','720p','1080p']")]
    [InlineData("viduq3-pro", 0, "{'prompt':'‹5001›'}", "{'min':1,'max':5000}")]
    [InlineData("viduq3-pro", 0, "{'aspect_ratio':'65:1'}", "{'min':1,'max':64}")]
    [InlineData("viduq3-pro", 0, "{'aspect_ratio':'wide'}", "'W:H with whole numbers from 1 to 64'")]
    [InlineData("viduq3-pro", 3, "{}", "{'min':0,'max':2}")]
    [InlineData("viduq3", 0, "{}", "{'min':1,'max':7}")]
    [InlineData("viduq3", 1, "{'metadata':{'audio_type':'x'}}", "['all','speech_only','sound_effect_only']")]
    [InlineData("viduq3", 1, "{'prompt':'@dog','metadata':{'subjects':[{'name':'cat','images':['http://a/b']}]}}", "['cat']")]
    [InlineData("veo3.1-fast", 0, "{'duration':5}", "[8]")]
    [InlineData("veo3.1-fast", 0, "{'metadata':{'generation_type':'frame'}}", "{'min':1,'max':2}")]
    [InlineData("veo3.1-fast", 3, "{'metadata':{'generation_type':'frame'}}", "{'min':1,'max':2}")]
    [InlineData("veo3.1-fast", 4, "{}", "{'min':0,'max':3}")]
    [InlineData("veo3.1-quality", 1, "{'metadata':{'generation_type':'reference'}}", "['frame']")]
    [InlineData("veo3.1-quality", 1, "{'metadata':{'tag':1}}", "['enable_gif','generation_type','resolution']")]
    public void A_problem_says_what_would_have_been_accepted(string model, int images, string members, string allowed) =>
        Matrix.Allowed(Matrix.Validate(Matrix.Body(model, images, members)).Problems.ShouldHaveSingleItem()).ShouldBe(allowed);

    [Fact]
    public void A_parameter_that_only_another_mode_takes_is_refused_with_the_modes_name() =>
        Matrix.Validate(Matrix.Body("viduq3-pro", 1, "{'aspect_ratio':'16:9'}")).Problems.ShouldHaveSingleItem()
            .Message.ShouldContain("image-to-video");

    [Theory]
    [InlineData(5000, "")]
    [InlineData(5001, "prompt too_long")]
    public void A_prompt_is_measured_in_code_points(int cats, string problems) =>
        Matrix.Problems(Matrix.Body("viduq3-pro", 0, $"{{'prompt':'{string.Concat(Enumerable.Repeat("🐈", cats))}'}}")).ShouldBe(problems);

    [Fact]
    public void Metadata_is_measured_in_bytes_as_written()
    {
        var atTheEdge = $"{{'x':'{new string('é', (16384 - 8) / 2)}'}}";
        Matrix.Problems(Body(atTheEdge)).ShouldBe("");
        Matrix.Problems(Body(atTheEdge.Insert(1, " "))).ShouldBe("metadata too_long");

        static string Body(string metadata) =>
            Matrix.Json($"{{'model':'viduq3-pro','prompt':'p','metadata':{metadata}}}");
    }

    [Fact]
    public void Every_problem_is_reported_at_once() =>
        Matrix.Problems(Matrix.Json("""
            {'model':'viduq3-pro','prompt':7,'durration':5,'duration':99,'resolution':'8k','aspect_ratio':'16:9','seed':-1,'audio':'yes',
             'image_urls':['ftp://a/b',5,'data:image/png;base64,AAAA'],'metadata':{'off_peak':1,'bgm':'x'}}
            """)).ShouldBe(
            "prompt invalid_type, image_urls[1] invalid_type, audio invalid_type, durration unknown_parameter, "
            + "image_urls too_many, duration out_of_range, resolution not_allowed, aspect_ratio unsupported_parameter, seed out_of_range, "
            + "metadata.off_peak invalid_type, metadata.bgm invalid_type, image_urls[0] invalid_url, image_urls[2] base64_not_supported");

    [Theory]
    [InlineData("{'prompt':5}", "prompt invalid_type")]
    [InlineData("{'duration':'5'}", "duration invalid_type")]
    [InlineData("{'image_urls':'https://example.com/a.jpg'}", "image_urls invalid_type")]
    [InlineData("{'image_urls':'https://example.com/a.jpg','aspect_ratio':'0:0'}", "image_urls invalid_type, aspect_ratio out_of_range")]
    [InlineData("{'metadata':[]}", "metadata invalid_type")]
    public void A_field_of_the_wrong_type_is_reported_once(string members, string problems) =>
        Matrix.Problems(Matrix.Body("viduq3-pro", 0, members)).ShouldBe(problems);

    [Fact]
    public void A_body_full_of_problems_gets_an_answer_of_bounded_size()
    {
        var elements = string.Join(',', Enumerable.Repeat("1", 50_000));
        Matrix.Validate($$"""{"model":"viduq3","image_urls":[{{elements}}]}""").Problems.Count.ShouldBe(100);
    }
}
