namespace Gateway.Tests.Models;

/// <summary>Which routes carry which request.</summary>
public sealed class RouteTests
{
    private const string All = "toapis apimart legacy";

    [Theory]
    [InlineData("viduq3-pro", "toapis viduq3-pro, apimart viduq3-pro, legacy viduq3p")]
    [InlineData("viduq3-turbo", "toapis viduq3-turbo, apimart viduq3-turbo, legacy viduq3t")]
    [InlineData("viduq3", "toapis viduq3, apimart viduq3, legacy viduq3p-mix")]
    [InlineData("viduq3-mix", "apimart viduq3-mix, legacy viduq3p-mix")]
    [InlineData("veo3.1-fast", "toapis veo3.1-fast veo")]
    [InlineData("veo3.1-quality", "toapis veo3.1-quality veo")]
    public void Routes_stand_in_the_order_of_preference(string model, string routes) =>
        string.Join(", ", Matrix.Model(model).Routes.Select(route => $"{route.Upstream} {route.UpstreamModel} {route.Format}".Trim())).ShouldBe(routes);

    [Theory]
    [InlineData("viduq3-pro", 0, "{}", All)]
    [InlineData("viduq3-pro", 2, "{}", All)]
    [InlineData("viduq3-pro", 0, "{'prompt':'‹2000›'}", All)]
    [InlineData("viduq3-pro", 0, "{'prompt':'‹2001›'}", "toapis legacy")]
    [InlineData("viduq3-turbo", 1, "{'prompt':'‹2001›'}", "toapis legacy")]
    [InlineData("viduq3-pro", 1, "{'prompt':null}", "toapis apimart")]
    [InlineData("viduq3-turbo", 2, "{'prompt':null}", "toapis apimart")]
    [InlineData("viduq3-pro", 0, "{'aspect_ratio':'4:3'}", All)]
    [InlineData("viduq3-pro", 0, "{'aspect_ratio':'21:9'}", "toapis")]
    [InlineData("viduq3-pro", 0, "{'audio':false,'seed':1,'duration':16,'resolution':'540p'}", All)]
    [InlineData("viduq3-pro", 0, "{'metadata':{}}", All)]
    [InlineData("viduq3-pro", 0, "{'metadata':{'a':null}}", All)]
    [InlineData("viduq3-pro", 0, "{'metadata':{'off_peak':false}}", "toapis legacy")]
    [InlineData("viduq3-turbo", 0, "{'metadata':{'bgm':true}}", "toapis legacy")]
    [InlineData("viduq3-pro", 0, "{'metadata':{'tag':1}}", "toapis")]
    [InlineData("viduq3", 1, "{}", All)]
    [InlineData("viduq3", 4, "{}", All)]
    [InlineData("viduq3", 5, "{}", "toapis apimart")]
    [InlineData("viduq3", 1, "{'prompt':'‹5000›'}", All)]
    [InlineData("viduq3", 1, "{'audio':true}", All)]
    [InlineData("viduq3", 1, "{'audio':false}", "toapis legacy")]
    [InlineData("viduq3", 1, "{'aspect_ratio':'1:1'}", All)]
    [InlineData("viduq3", 1, "{'aspect_ratio':'21:9'}", "toapis")]
    [InlineData("viduq3", 1, "{'metadata':{'off_peak':true,'bgm':true}}", "toapis legacy")]
    [InlineData("viduq3", 1, "{'metadata':{'audio_type':'all'}}", "toapis")]
    [InlineData("viduq3", 1, "{'metadata':{'subjects':[{'name':'c','images':['http://a']}]}}", "toapis")]
    [InlineData("viduq3", 1, "{'metadata':{'tag':1}}", "toapis")]
    [InlineData("viduq3-mix", 4, "{'aspect_ratio':'3:4'}", "apimart legacy")]
    [InlineData("viduq3-mix", 5, "{}", "apimart")]
    [InlineData("viduq3-mix", 1, "{'audio':false}", "legacy")]
    [InlineData("viduq3-mix", 1, "{'metadata':{'bgm':true}}", "legacy")]
    [InlineData("viduq3-mix", 5, "{'audio':false}", "")]
    [InlineData("veo3.1-fast", 3, "{'metadata':{'resolution':'4k','generation_type':'reference','enable_gif':false}}", "toapis")]
    [InlineData("veo3.1-quality", 2, "{'resolution':'4k'}", "toapis")]
    public void A_route_is_eligible_when_it_carries_all_of_the_request(string model, int images, string members, string eligible)
    {
        var request = Matrix.Resolve(Matrix.Body(model, images, members));

        string.Join(' ', Matrix.Model(model).Routes.Where(route => route.Check(request).Count == 0).Select(route => route.Upstream)).ShouldBe(eligible);
    }

    [Theory]
    [InlineData("viduq3-pro", 0, "{'prompt':'‹2001›','aspect_ratio':'21:9','metadata':{'off_peak':true,'tag':1}}", "apimart",
        "prompt too_long {'min':1,'max':2000}; aspect_ratio not_allowed ['16:9','9:16','4:3','3:4','1:1']; "
        + "metadata.off_peak unsupported_parameter []; metadata.tag unsupported_parameter []")]
    [InlineData("viduq3-pro", 1, "{'prompt':null,'metadata':{'off_peak':true,'tag':1}}", "legacy",
        "prompt required {'min':1,'max':5000}; metadata.tag unsupported_parameter ['bgm','off_peak']")]
    [InlineData("viduq3", 5, "{'audio':false}", "legacy", "image_urls too_many {'min':1,'max':4}")]
    [InlineData("viduq3", 5, "{'audio':false}", "apimart", "audio not_allowed [true]")]
    public void A_route_says_every_reason_why_not(string model, int images, string members, string upstream, string reasons)
    {
        var request = Matrix.Resolve(Matrix.Body(model, images, members));
        var found = Matrix.Model(model).Routes.Single(route => route.Upstream == upstream).Check(request);

        string.Join("; ", found.Select(reason => $"{reason.Param} {reason.Code} {Matrix.Allowed(reason)}")).ShouldBe(reasons);
        found.ShouldAllBe(reason => reason.Message.Contains(upstream));
    }
}
