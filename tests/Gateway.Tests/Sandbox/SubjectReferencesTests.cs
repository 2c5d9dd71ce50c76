using Gateway.Sandbox.Toapis;

namespace Gateway.Tests.Sandbox;

public sealed class SubjectReferencesTests
{
    [Theory]
    [InlineData("no reference", null)]
    [InlineData("@cat runs", null)]
    [InlineData("@cat, @dog.", null)]
    [InlineData("@catalogue", 0)]
    [InlineData("@cat_2", 0)]
    [InlineData("see @bird", 4)]
    [InlineData("@Cat", 0)]
    [InlineData("@Image1 and @Image12x", null)]
    [InlineData("@Image", 0)]
    [InlineData("@image1", 0)]
    [InlineData("mail a@bird.org, a.@bird, a-@bird, a+@bird, a_@bird", null)]
    [InlineData("é@bird", 1)]
    [InlineData("@ bird, @@, @!", null)]
    [InlineData("@", null)]
    [InlineData("@_x", 0)]
    [InlineData("@鸟", 0)]
    [InlineData("@𝒳", 0)]
    [InlineData("@猫跑了", null)]
    [InlineData("@catよ", null)]
    [InlineData("@cat dog", null)]
    [InlineData("@cat dogs", null)]
    [InlineData("@x@y", null)]
    public void A_reference_is_found_and_known_by_the_rules(string prompt, int? unknownAt) =>
        SubjectReferences.FindUnknown(prompt, ["cat", "dog", "cat dog", "猫", "x@y"]).ShouldBe(unknownAt);
}
