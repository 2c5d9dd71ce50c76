using System.Globalization;

namespace Gateway.Tests.Models;

public sealed class PriceTests
{
    [Theory]
    [InlineData("viduq3-pro", 0, "{'duration':8,'resolution':'1080p'}", "16.0")]
    [InlineData("viduq3-pro", 0, "{}", "7.5")]
    [InlineData("viduq3-pro", 2, "{'resolution':'540p','duration':16}", "16.0")]
    [InlineData("viduq3-pro", 0, "{'audio':false,'resolution':'1080p','duration':10}", "16.0")]
    [InlineData("viduq3-pro", 0, "{'duration':8,'resolution':'1080p','metadata':{'off_peak':true}}", "8.00")]
    [InlineData("viduq3-pro", 0, "{'duration':8,'resolution':'1080p','metadata':{'off_peak':false}}", "16.0")]
    [InlineData("viduq3-turbo", 0, "{'duration':8,'resolution':'1080p'}", "8.0")]
    [InlineData("viduq3-turbo", 1, "{'duration':3}", "2.25")]
    [InlineData("viduq3-turbo", 1, "{'duration':1,'metadata':{'off_peak':true}}", "0.375")]
    [InlineData("viduq3", 1, "{'duration':3,'resolution':'540p'}", "3.6")]
    [InlineData("viduq3", 7, "{'audio':false}", "7.20")]
    [InlineData("viduq3-mix", 1, "{'resolution':'1080p'}", "12.0")]
    [InlineData("veo3.1-fast", 0, "{}", "8")]
    [InlineData("veo3.1-fast", 3, "{'resolution':'1080p'}", "12")]
    [InlineData("veo3.1-fast", 0, "{'metadata':{'resolution':'4k'}}", "20")]
    [InlineData("veo3.1-quality", 0, "{}", "32")]
    [InlineData("veo3.1-quality", 1, "{'resolution':'1080p'}", "40")]
    [InlineData("veo3.1-quality", 2, "{'resolution':'4k'}", "60")]
    public void A_price_is_known_before_anything_is_submitted(string model, int images, string members, string credits) =>
        Matrix.Model(model).PriceOf(Matrix.Resolve(Matrix.Body(model, images, members)))
            .ToString(CultureInfo.InvariantCulture).ShouldBe(credits);
}
