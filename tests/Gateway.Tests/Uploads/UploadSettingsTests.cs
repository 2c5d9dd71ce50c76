using Microsoft.Extensions.Configuration;

namespace Gateway.Tests.Uploads;

public sealed class UploadSettingsTests
{
    private const string SigningKey = "a-signing-key-of-32-characters-or-more";

    [Theory]
    [InlineData("Signing:Key is required by Uploads:Via=store", "Uploads:Enabled", "true")]
    [InlineData("PublicUrl is required by Uploads:Via=store", "Uploads:Enabled", "true", "Urls", "http://*:8080", "Signing:Key", SigningKey)]
    [InlineData("Uploads:Via is 'legacy'; allowed: store, apimart, toapis", "Uploads:Via", "legacy")]
    [InlineData("Uploads:MaxBytes is 10485760, but 'toapis' takes images of at most 10000000 bytes", "Uploads:Via", "toapis", "Uploads:Enabled", "true")]
    [InlineData("Uploads:Via is 'apimart', which is not enabled", "Uploads:Via", "apimart", "Uploads:Enabled", "true", "Upstreams:apimart:Enabled", "false")]
    [InlineData("Uploads:MaxBytes is '1'; allowed: a whole number from 1024 to 104857600", "Uploads:MaxBytes", "1")]
    [InlineData("Uploads:Keep is not a setting", "Uploads:Keep", "s3")]
    public void Settings_that_could_not_work_are_faults(string fault, params string[] settings) =>
        Read(isDevelopment: false, settings).Faults.ShouldContain(line => line.StartsWith(fault, StringComparison.Ordinal));

    [Theory]
    [InlineData("http://*:8080")]
    [InlineData("http://a-name-is-every-address-too:8080")]
    public void In_Development_images_are_taken_unless_nobody_could_fetch_them(string everyAddress)
    {
        Read(isDevelopment: true).Uploads.Enabled.ShouldBeTrue();
        Read(isDevelopment: true, "Urls", "http://10.0.0.7:8080").Uploads.Enabled.ShouldBeTrue();
        Read(isDevelopment: true, "Urls", everyAddress).ShouldSatisfyAllConditions(
            settings => settings.Uploads.Enabled.ShouldBeFalse(), settings => settings.Faults.ShouldBeEmpty());
        Read(isDevelopment: false).Uploads.Enabled.ShouldBeFalse();
    }

    [Theory]
    [InlineData("http://127.0.0.1:5080", 0)]
    [InlineData("http://127.0.0.1:5080", 1, "Upstreams:toapis:Keys:0:Id", "a", "Upstreams:toapis:Keys:0:Secret", "s")]
    [InlineData("http://[::1]:5080", 1, "Upstreams:toapis:Keys:0:Id", "a", "Upstreams:toapis:Keys:0:Secret", "s")]
    [InlineData("https://video.example.com", 0, "Upstreams:toapis:Keys:0:Id", "a", "Upstreams:toapis:Keys:0:Secret", "s")]
    [InlineData("https://video.example.com", 1, "Storage:Provider", "postgres", "Storage:ConnectionString", "Host=db")]
    [InlineData("https://video.example.com", 0, "Storage:Provider", "postgres", "Storage:ConnectionString", "Host=db", "Uploads:Via", "apimart")]
    public void The_start_says_what_would_keep_images_from_their_readers(string address, int notes, params string[] settings) =>
        UploadNotes.Of(Read(isDevelopment: false, ["Uploads:Enabled", "true", "Signing:Key", SigningKey, .. settings]), address).Count().ShouldBe(notes);

    private static Settings Read(bool isDevelopment, params string[] settings)
    {
        var upstreams = new[] { "toapis", "apimart", "legacy" }.Select(name => KeyValuePair.Create($"Upstreams:{name}:BaseUrl", (string?)"https://upstream.example"));
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(upstreams.Concat(settings.Chunk(2).Select(pair => KeyValuePair.Create(pair[0], (string?)pair[1])))).Build();
        return Settings.Read(configuration, isDevelopment);
    }
}
