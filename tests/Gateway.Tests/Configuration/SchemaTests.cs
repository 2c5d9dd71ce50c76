using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Gateway.Tests.Configuration;

/// <summary>The checked-in schema is what the reader of the settings asks for. To refresh it: <c>UPDATE_SCHEMA=1 dotnet test Gateway.sln</c>.</summary>
public sealed partial class SchemaTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What the shipped settings leave out: each list with two entries, so that a default that leans on another setting is not taken for a common one.</summary>
    private static readonly (string Path, string Value)[] Besides =
    [
        ("Upstreams:toapis:Keys:0:Id", "one"), ("Upstreams:toapis:Keys:0:Secret", "secret-one"),
        ("Clients:0:Name", "one"), ("Clients:0:Key", "sk-one"), ("Clients:0:Budget:Amount", "5"),
        ("Clients:1:Name", "two"), ("Clients:1:Key", "sk-two"),
        ("Admin:Key", "operator-key-00000001"),
        ("Signing:Key", Some.SigningKey), ("Signing:PreviousKey", "earlier-key-of-at-least-32-characters"),
        ("Admin:Operators:0:Name", "two"), ("Admin:Operators:0:Key", "operator-key-00000002"),
        ("Models:viduq3:Metadata:Fields:spare:Type", "ratio"), ("Models:viduq3:Metadata:Fields:spare:RatioMax", "5"),
    ];

    private static readonly string[] WithSettings =
        ["docker-compose.yml", "deploy/kubernetes/base/settings.env", "deploy/kubernetes/overlays/postgres-replicas/settings.env", "docs/operations.md", "README.md"];

    public static TheoryData<string, string> EnvironmentSettings =>
        [.. WithSettings.SelectMany(file => Assignment().Matches(File.ReadAllText(Repository.PathOf(file))))
            .Select(match => (match.Groups["name"].Value, match.Groups["value"].Value))
            .Distinct()];

    [Fact]
    public void The_checked_in_schema_is_what_is_read()
    {
        var reading = Settings.Read(Shipped([.. Besides]), isDevelopment: false);
        reading.Faults.ShouldBeEmpty();
        var made = SettingsSchema.Of(reading.Reading).ToJsonString(Indented) + "\n";
        var file = Repository.PathOf("appsettings.schema.json");
        if (Environment.GetEnvironmentVariable("UPDATE_SCHEMA") == "1")
        {
            File.WriteAllText(file, made);
        }

        made.ShouldBe(File.ReadAllText(file), "Refresh it: UPDATE_SCHEMA=1 dotnet test Gateway.sln");
    }

    [Fact]
    public void The_shipped_settings_name_the_schema_and_keep_to_it()
    {
        var shipped = ShippedJson();
        shipped.Text("$schema").ShouldBe("./appsettings.schema.json");
        SchemaCheck.Faults(Schema(), shipped, "").ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(EnvironmentSettings))]
    public void A_setting_of_the_shipped_environments_is_in_the_schema(string name, string value)
    {
        var place = Schema();
        foreach (var part in name.Split("__"))
        {
            place = SchemaCheck.Of(place, part).ShouldNotBeNull(name);
        }

        place.ValueKind.ShouldBe(JsonValueKind.Object, $"{name} is not in the schema");
        // The environment has texts alone; an editor sees what they stand for.
        var types = place.At("type").ToString();
        var written = types.Contains("integer", StringComparison.Ordinal) || types.Contains("boolean", StringComparison.Ordinal) ? value : JsonSerializer.Serialize(value);
        SchemaCheck.Faults(place, written.AsJson(), name).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"Client":[]}""", "Client is not in the schema")]
    [InlineData("""{"Clients":[{"Name":"a","Keys":"b"}]}""", "Clients:0:Keys is not in the schema")]
    [InlineData("""{"Polling":{"MaxConcurrency":0}}""", "Polling:MaxConcurrency is 0, out of its range")]
    [InlineData("""{"Polling":{"MaxConcurrency":"many"}}""", "Polling:MaxConcurrency is String, not")]
    [InlineData("""{"Polling":{"Interval":"10 s"}}""", "Polling:Interval is 10 s, not")]
    [InlineData("""{"Storage":{"Provider":"mysql"}}""", "Storage:Provider is mysql, none of")]
    [InlineData("""{"Upstreams":{"spare":{"Dialect":"spoken"}}}""", "Upstreams:spare:Dialect is spoken, none of")]
    [InlineData("""{"Models":{"m":{"Parameters":{"durations":{}}}}}""", "Models:m:Parameters:durations is none of")]
    [InlineData("""{"Models":{"m":{"Prices":[{"CreditsPerMinute":1}]}}}""", "Models:m:Prices:0:CreditsPerMinute is not in the schema")]
    public void What_the_reader_refuses_an_editor_marks(string settings, string fault) =>
        SchemaCheck.Faults(Schema(), settings.AsJson(), "").ShouldHaveSingleItem().ShouldStartWith(fault);

    private static JsonElement Schema() => File.ReadAllText(Repository.PathOf("appsettings.schema.json")).AsJson();

    private static JsonElement ShippedJson()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("appsettings.json")), new() { CommentHandling = JsonCommentHandling.Skip });
        return document.RootElement.Clone();
    }

    private static IConfiguration Shipped(IEnumerable<(string Path, string Value)> besides) => new ConfigurationBuilder()
        .AddJsonFile(Repository.PathOf("appsettings.json"))
        .AddInMemoryCollection(besides.Select(setting => KeyValuePair.Create(setting.Path, (string?)setting.Value)))
        .Build();

    [GeneratedRegex(@"^(?: +|export )?(?<name>[A-Z][A-Za-z0-9]*(?:__[A-Za-z0-9<>]+)+)(?:=|: )'?(?<value>[^'\n#]*?)'?(?: +#.*)?$", RegexOptions.Multiline)]
    private static partial Regex Assignment();
}
