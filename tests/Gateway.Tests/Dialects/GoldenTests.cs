using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Dialects;
using Gateway.Models;
using Gateway.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Gateway.Tests.Dialects;

/// <summary>
/// One file per example and route: the canonical request above the line, exactly what the upstream is sent below.
/// To refresh them: <c>UPDATE_GOLDEN=1 dotnet test Gateway.sln</c>, and read the difference.
/// </summary>
public sealed class GoldenTests
{
    private const string Line = "----------";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly Settings Shipped = Settings.Read(
        new ConfigurationBuilder().AddJsonFile(Repository.PathOf("appsettings.json")).Build(), isDevelopment: false);

    private static string Folder => Repository.PathOf("tests", "Gateway.Tests", "Dialects", "Golden");

    [Fact]
    public void Every_example_is_translated_exactly_so_for_every_route_that_can_carry_it()
    {
        var expected = Translations().ToDictionary(file => file.Name, file => file.Text);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            foreach (var (name, text) in expected)
            {
                File.WriteAllText(Path.Combine(Folder, name), text);
            }
        }

        Directory.GetFiles(Folder, "*.golden").Select(Path.GetFileName).ShouldBe(expected.Keys, ignoreOrder: true);
        foreach (var (name, text) in expected)
        {
            text.ShouldBe(File.ReadAllText(Path.Combine(Folder, name)), name);
        }
    }

    private static IEnumerable<(string Name, string Text)> Translations()
    {
        foreach (var (example, body) in SeedExamples.All)
        {
            var reading = RequestReader.Read(Encoding.UTF8.GetBytes(body));
            var model = Shipped.Catalogue.Find(reading.Request!.Model!)!;
            var request = RequestValidator.Validate(reading.Request, model, reading.Problems).Request!;
            foreach (var route in model.Routes.Where(route => route.Check(request).Count == 0))
            {
                var dialect = Registrations.Dialects.Single(dialect => dialect.Name == route.Upstream);
                var sent = dialect.Create(new Submission(request, route.UpstreamModel, route.Format, "video_TASK", "att_ATTEMPT"));
                yield return ($"{example}.{route.Upstream}.golden", Text(body, sent));
            }
        }
    }

    private static string Text(string body, UpstreamRequest sent) => string.Join('\n',
        Pretty(body),
        Line,
        $"{sent.Method} {sent.Path}{(sent.IdempotencyKey is null ? "" : $"\nIdempotency-Key: {sent.IdempotencyKey}")}",
        Pretty(Encoding.UTF8.GetString(sent.Body!)));

    private static string Pretty(string json) => JsonSerializer.Serialize(json.AsJson(), Indented);
}
