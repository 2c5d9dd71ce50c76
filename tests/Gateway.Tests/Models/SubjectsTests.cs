using Gateway.Models;

namespace Gateway.Tests.Models;

/// <summary>Subjects and how a prompt refers to them (S001).</summary>
public sealed class SubjectsTests
{
    private const string Cat = "{'name':'cat','images':['https://a/1']}";

    [Theory]
    [InlineData("[]", "")]
    [InlineData("[" + Cat + "]", "")]
    [InlineData("[{'name':'a','images':['https://a/1','https://a/2','https://a/3'],'voice':null}]", "")]
    [InlineData("null", "")]
    [InlineData("{}", "metadata.subjects invalid_type")]
    [InlineData("[5]", "metadata.subjects[0] invalid_type")]
    [InlineData("[" + Cat + "," + Cat + "]", "metadata.subjects[1].name conflict")]
    [InlineData("[{'images':['https://a/1']}]", "metadata.subjects[0].name required")]
    [InlineData("[{'name':null,'images':['https://a/1']}]", "metadata.subjects[0].name required")]
    [InlineData("[{'name':'','images':['https://a/1']}]", "metadata.subjects[0].name required")]
    [InlineData("[{'name':5,'images':['https://a/1']}]", "metadata.subjects[0].name invalid_type")]
    [InlineData("[{'name':'a'}]", "metadata.subjects[0].images required")]
    [InlineData("[{'name':'a','images':'https://a/1'}]", "metadata.subjects[0].images invalid_type")]
    [InlineData("[{'name':'a','images':[]}]", "metadata.subjects[0].images too_few")]
    [InlineData("[{'name':'a','images':['https://a','https://b','https://c','https://d']}]", "metadata.subjects[0].images too_many")]
    [InlineData("[{'name':'a','images':['a',5,'data:x']}]",
        "metadata.subjects[0].images[0] invalid_url, metadata.subjects[0].images[1] invalid_type, metadata.subjects[0].images[2] base64_not_supported")]
    [InlineData("[{'name':'a','images':['https://a'],'voice_id':'x'}]", "metadata.subjects[0].voice_id unknown_parameter")]
    public void Every_subject_is_a_name_with_images(string subjects, string problems) =>
        Matrix.Problems(Matrix.Body("viduq3", 1, $"{{'metadata':{{'subjects':{subjects}}}}}")).ShouldBe(problems);

    [Theory]
    [InlineData("@cat runs", "")]
    [InlineData("@dog runs", "prompt not_allowed")]
    [InlineData("@Image1 and @cat", "")]
    public void A_reference_is_a_subjects_name(string prompt, string problems) =>
        Matrix.Problems(Matrix.Body("viduq3", 1, $"{{'prompt':'{prompt}','metadata':{{'subjects':[{Cat}]}}}}")).ShouldBe(problems);

    [Theory]
    [InlineData("@cat runs", "prompt not_allowed")]
    [InlineData("@Image1 runs", "")]
    [InlineData("no reference", "")]
    public void Without_subjects_there_is_nobody_to_refer_to(string prompt, string problems) =>
        Matrix.Problems(Matrix.Body("viduq3", 1, $"{{'prompt':'{prompt}'}}")).ShouldBe(problems);

    [Fact]
    public void References_are_not_judged_while_a_name_is_unreadable() =>
        Matrix.Problems(Matrix.Body("viduq3", 1, "{'prompt':'@dog','metadata':{'subjects':[{'name':5,'images':['https://a/1']}]}}"))
            .ShouldBe("metadata.subjects[0].name invalid_type");

    [Theory]
    [InlineData("@cat", "cat", "")]
    [InlineData("@cats", "cat", "cats")]
    [InlineData("@cat's", "cat", "")]
    [InlineData("@cat猫", "cat", "")]
    [InlineData("@猫在跑", "猫", "")]
    [InlineData("@狗在跑", "猫", "狗在跑")]
    [InlineData("看@猫和@狗。", "猫,狗", "")]
    [InlineData("@cat dog runs", "cat,cat dog", "")]
    [InlineData("@cat dogs run", "cat,cat dog", "")]
    [InlineData("@a@b", "a@b", "")]
    [InlineData("@猫@x", "猫@x", "")]
    [InlineData("@Image1 @Image12x @Image", "cat", "Image")]
    [InlineData("@image1", "cat", "image1")]
    [InlineData("me@example.com x.@y z-@w a+@b _@c 1@d", "cat", "")]
    [InlineData("(@dog) @dog,@dog", "cat", "dog")]
    [InlineData("@ dog @! @", "cat", "")]
    [InlineData("@_x @9", "cat", "_x,9")]
    [InlineData("@éa @😀 @𝒳", "cat", "éa,𝒳")]
    [InlineData("@cat!", "cat!", "")]
    [InlineData("@cat!x", "cat!", "")]
    [InlineData("é@dog", "cat", "dog")]
    public void References_are_found_in_any_script(string prompt, string names, string unknown) =>
        string.Join(',', PromptReferences.Unknown(prompt, names.Split(','))).ShouldBe(unknown);
}
