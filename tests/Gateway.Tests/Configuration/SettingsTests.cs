using Gateway.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Gateway.Tests.Configuration;

/// <summary>A bad value is a fault of its setting, before anything is started.</summary>
public sealed class SettingsTests
{
    [Theory]
    [InlineData("Urls", "nonsense")]
    [InlineData("Urls", "http://localhost:8080;localhost")]
    [InlineData("Urls", "ftp://localhost:8080")]
    [InlineData("Urls", "http://localhost:99999")]
    [InlineData("Urls", "http://localhost:8080/gateway")]
    [InlineData("Urls", "http://unix:/run/gateway.sock")]
    [InlineData("Storage:ConnectionString", "data/gateway.db")]
    [InlineData("Storage:ConnectionString", "Server=localhost")]
    [InlineData("Storage:ConnectionString", "Data Source=")]
    [InlineData("Storage:ConnectionString", "Data Source=:memory:")]
    [InlineData("Storage:ConnectionString", "Data Source=x.db;Mode=Memory")]
    [InlineData("Storage:ConnectionString", "Data Source=x.db;Mode=ReadOnly")]
    [InlineData("Storage:ConnectionString", "Data Source=x.db;Mode=nonsense")]
    [InlineData("Storage:ConnectionString", "Data Source=x.db;Cache=Shared")]
    [InlineData("Storage:ConnectionString", "Data Source=file:x.db?mode=memory")]
    [InlineData("Storage:KeepTasksFor", "forever")]
    [InlineData("Storage:KeepTasksFor", "00:59:59")]
    [InlineData("Storage:KeepTasksFor", "-30.00:00:00")]
    [InlineData("Upstreams:toapis:BaseUrl", "https://toapis.com/?key=1")]
    [InlineData("Upstreams:toapis:BaseUrl", "https://user:password@toapis.com")]
    [InlineData("Upstreams:toapis:BaseUrl", "https://toapis.com/#part")]
    [InlineData("Clients:0:Key", "file:/proc/self/mem")]
    [InlineData("Clients:0:Key", "file:/dev/null")]
    [InlineData("Clients:0:Key", "")]
    [InlineData("Clients:0:Name", "")]
    [InlineData("Clients:0:Team", "film/crew")]
    [InlineData("PublicUrl", "video.example.com")]
    [InlineData("PublicUrl", "ftp://video.example.com")]
    [InlineData("PublicUrl", "https://user@video.example.com")]
    [InlineData("PublicUrl", "https://video.example.com/?a=b")]
    [InlineData("PublicUrl", "http://0.0.0.0:8080")]
    [InlineData("PublicUrl", "http://[::]:8080")]
    [InlineData("Signing:Key", "shorter-than-32-characters")]
    [InlineData("Signing:PreviousKey", "without-a-key-that-it-was-before-00")]
    [InlineData("Signing:Key", "file:/nowhere/signing.key")]
    public void A_value_that_cannot_work_is_a_fault(string key, string value) =>
        Faults((key, value)).ShouldHaveSingleItem().ShouldStartWith(key + " ");

    [Theory]
    [InlineData("http://localhost:0")]
    [InlineData("http://*:8080")]
    [InlineData("http://+:8080;http://[::1]:8081")]
    public void Addresses_to_listen_on_are_taken(string urls) => Faults(("Urls", urls)).ShouldBeEmpty();

    [Fact]
    public void An_https_address_is_taken_with_a_certificate_and_in_development_where_there_may_be_one()
    {
        Faults(("Urls", "http://localhost:8080;https://0.0.0.0")).ShouldHaveSingleItem().ShouldStartWith("Urls is 'https://0.0.0.0', which needs a certificate");
        Faults(("Urls", "https://0.0.0.0"), ("Kestrel:Certificates:Default:Path", "gateway.pfx")).ShouldBeEmpty();
        Read(isDevelopment: true, ("Urls", "https://0.0.0.0")).Faults.ShouldBeEmpty();
    }

    [Fact]
    public void An_operators_key_has_at_least_20_characters()
    {
        Faults(("Admin:Key", new string('k', 19))).ShouldHaveSingleItem().ShouldStartWith("Admin:Key has 19 characters");
        Faults(("Admin:Key", new string('k', 20))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Serilog:MinimumLevel:Default", "Loud")]
    [InlineData("Serilog:MinimumLevel:Override:Gateway.Tasks", "Loud")]
    [InlineData("Logging:LogLevel:Gateway", "Loud")]
    [InlineData("Logging:Console:LogLevel:Default", "Loud")]
    [InlineData("Serilog:Using:0", "No.Such.Library")]
    public void What_the_log_cannot_start_with_is_a_fault(string key, string value) =>
        Faults((key, value)).ShouldHaveSingleItem().ShouldStartWith(key.StartsWith("Serilog:Using", StringComparison.Ordinal) ? "Serilog " : $"{key} is 'Loud'; allowed: ");

    [Theory]
    [InlineData("Serilog:MinimumLevel", "debug")]
    [InlineData("Serilog:MinimumLevel:Override:Gateway", "Fatal")]
    [InlineData("Logging:LogLevel:Default", "None")]
    public void A_level_is_taken(string key, string value) => Faults((key, value)).ShouldBeEmpty();

    [Theory]
    [InlineData("Data Source=x.db")]
    [InlineData("DataSource=x.db")]
    public void A_file_to_store_in_is_taken(string connection) => Faults(("Storage:ConnectionString", connection)).ShouldBeEmpty();

    [Theory]
    [InlineData("", null)]
    [InlineData("90.00:00:00", "90.00:00:00")]
    [InlineData("30", "30.00:00:00")]
    public void Tasks_are_kept_for_as_long_as_is_said_and_otherwise_for_ever(string value, string? kept) =>
        Read(isDevelopment: false, ("Storage:KeepTasksFor", value)).Storage.KeepTasksFor?.ToString("c").ShouldBe(kept);

    [Theory]
    [InlineData("größer")]
    [InlineData("two words")]
    public void An_upstreams_name_has_to_fit_into_a_header(string name) =>
        Faults(($"Upstreams:{name}:Dialect", "toapis"), ($"Upstreams:{name}:BaseUrl", "https://a.example"))
            .ShouldHaveSingleItem().ShouldStartWith($"Upstreams:{name} ");

    [Fact]
    public void An_environment_variable_may_spell_an_upstream_in_capitals()
    {
        var settings = Read(
            ("UPSTREAMS:SPARE:DIALECT", "toapis"),
            ("UPSTREAMS:SPARE:BASEURL", "https://a.example"),
            ("Models:viduq3-pro:Routes:3:Upstream", "spare"));
        settings.Faults.ShouldBeEmpty();
        settings.Upstreams.Select(upstream => upstream.Name).ShouldContain("spare");
    }

    [Fact]
    public void A_real_key_cannot_be_called_as_simulated_ones_are() =>
        Faults(("Upstreams:toapis:Keys:0:Id", "sandbox"), ("Upstreams:toapis:Keys:0:Secret", "sk-2"))
            .ShouldHaveSingleItem().ShouldStartWith("Upstreams:toapis:Keys has the Id 'sandbox'");

    [Fact]
    public void A_fault_quotes_no_password() =>
        Faults(("Upstreams:toapis:BaseUrl", "https://user:hunter2@toapis.com"), ("Storage:ConnectionString", "Host=db;Password=hunter2"))
            .ShouldAllBe(fault => !fault.Contains("hunter2"));

    [Fact]
    public void A_drain_is_short_in_development_and_never_too_short_for_a_send()
    {
        Read().Shutdown.ShouldBe(new ShutdownOptions(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(90)));
        Read(isDevelopment: true).Shutdown.ShouldBe(new ShutdownOptions(TimeSpan.Zero, TimeSpan.FromSeconds(90)));
        Read(("Upstreams:legacy:SubmitTimeout", "00:05:00"), ("Shutdown:ListenFor", "00:01:00")).Shutdown.EndWithin
            .ShouldBeGreaterThan(TimeSpan.FromMinutes(6));
    }

    [Theory]
    [InlineData("ListenFor", "-00:00:01")]
    [InlineData("ListenFor", "soon")]
    [InlineData("EndWithin", "00:00:04")]
    [InlineData("Within", "00:01:30")]
    public void A_drain_that_cannot_be_is_a_fault(string setting, string value) =>
        Faults(($"Shutdown:{setting}", value)).ShouldHaveSingleItem().ShouldStartWith($"Shutdown:{setting} ");

    private static IReadOnlyList<string> Faults(params (string Key, string Value)[] settings) => Read(settings).Faults;

    private static Settings Read(params (string Key, string Value)[] settings) => Read(isDevelopment: false, settings);

    private static Settings Read(bool isDevelopment, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddJsonFile(Repository.PathOf("appsettings.json"))
            .AddInMemoryCollection([KeyValuePair.Create("Clients:0:Name", (string?)"film"), KeyValuePair.Create("Clients:0:Key", (string?)"sk-1")])
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build();
        return Settings.Read(configuration, isDevelopment);
    }
}
