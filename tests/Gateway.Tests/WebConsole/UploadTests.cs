using Gateway.Tests.Support;
using Gateway.Tests.Uploads;
using Microsoft.Playwright;

namespace Gateway.Tests.WebConsole;

/// <summary>Pictures that are handed in from the playground.</summary>
public sealed class UploadTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_picture_from_the_visitors_disk_becomes_a_video()
    {
        await using var upstreams = await SandboxHost.Start();
        await using var gateway = await GatewayHost.Start(upstreams.Url, settings: UploadCalls.Into(folder.Path));
        await using var visit = await browser.SignIn(GatewayHost.Key, gateway: gateway);
        await visit.Field("Model").SelectOptionAsync("viduq3-pro");
        await visit.Field("prompt").FillAsync("It moves");
        await visit.Field("Upload First frame").SetInputFilesAsync(new FilePayload { Name = "photo.png", MimeType = "image/png", Buffer = SampleImages.Png });
        await visit.Page.GetByAltText("photo.png").WaitForAsync();
        (await visit.Field("First frame").InputValueAsync()).ShouldStartWith($"{gateway.Url}/v1/uploads/images/file_");
        await visit.Page.GetByText("image-to-video").First.WaitForAsync();
        await visit.Button("Generate").ClickAsync();
        await visit.Page.GetByRole(AriaRole.Article).Locator("video").WaitForAsync();
        upstreams.State.Jobs.ShouldHaveSingleItem().Body.ShouldContain($"{gateway.Url}/v1/uploads/images/file_");
    }

    [Fact]
    public async Task What_is_no_picture_is_refused_in_words_and_the_slot_stays_empty()
    {
        await using var gateway = await GatewayHost.Start(settings: UploadCalls.Into(folder.Path));
        await using var visit = await browser.SignIn(GatewayHost.Key, gateway: gateway);
        await visit.Field("Model").SelectOptionAsync("viduq3-pro");
        await visit.Field("Upload First frame").SetInputFilesAsync(new FilePayload { Name = "notes.png", MimeType = "image/png", Buffer = "no picture"u8.ToArray() });
        await visit.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "no whole JPEG, PNG or WebP image" }).WaitForAsync();
        (await visit.Field("First frame").InputValueAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_gateway_that_takes_none_says_so_and_still_takes_an_address()
    {
        await using var visit = await browser.SignIn(GatewayHost.Key);
        await visit.Field("Model").SelectOptionAsync("viduq3-pro");
        await visit.Field("Upload First frame").SetInputFilesAsync(new FilePayload { Name = "photo.png", MimeType = "image/png", Buffer = SampleImages.Png });
        await visit.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "takes no uploads" }).WaitForAsync();
        await visit.Field("First frame").FillAsync("https://example.com/one.png");
        await visit.Page.GetByText("image-to-video").First.WaitForAsync();
    }
}
