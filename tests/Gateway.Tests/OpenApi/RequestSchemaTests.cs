using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Gateway.Http;
using Gateway.Models;
using Gateway.OpenApi;
using Gateway.Tests.House;
using Gateway.Tests.Models;
using Gateway.Tests.Support;
using Microsoft.FSharp.Core;

namespace Gateway.Tests.OpenApi;

/// <summary>The request's schema and the validator, which are made from the same matrix, say the same of every request, but for the rules that are listed.</summary>
public sealed class RequestSchemaTests
{
    private static readonly Lazy<(JsonElement Request, JsonSchema Schemas)> Shipped = new(() =>
    {
        var schemas = File.ReadAllText(Repository.PathOf("openapi", "gateway.v1.json")).AsJson().At("components", "schemas");
        return (schemas.At(nameof(VideoGenerationRequest)), new JsonSchema(schemas, asWritten: true));
    });

    [Fact]
    public void Both_say_the_same_of_every_request()
    {
        var (taken, refused) = (0, 0);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(12_000).WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(20261121), FSharpOption<int>.None))),
            Prop.ForAll(Arb.From(RequestGenerator.Requests, request => request.Smaller()), request =>
            {
                var (schema, validator, _) = Verdicts(request.Json);
                if (schema != validator)
                {
                    Rules(request.Json).ShouldNotBeEmpty(request.ToString());
                }

                (taken, refused) = validator ? (taken + 1, refused) : (taken, refused + 1);
            }));
        (taken, refused).ShouldSatisfyAllConditions(count => count.taken.ShouldBeGreaterThan(4000), count => count.refused.ShouldBeGreaterThan(2000));
    }

    /// <summary>One request for each rule, of which the two say different things for that reason alone.</summary>
    public static TheoryData<string, string> Differences => new()
    {
        { "json_form", "{'model':'veo3.1-fast','prompt':'x','prompt':'x'}" },
        { "null_is_absent", "{'model':'veo3.1-fast','prompt':'x','n':null}" },
        { "image_url_host", "{'model':'viduq3-pro','image_urls':['https://a:99999/']}" },
        { "metadata_size", "{'model':'viduq3-pro','prompt':'x','metadata':{'tag':'‹16400›'}}" },
        { "metadata_misspelled", "{'model':'viduq3-pro','prompt':'x','metadata':{'offpeak':true}}" },
        { "one_parameter_two_places", "{'model':'veo3.1-fast','prompt':'x','resolution':'720p','metadata':{'resolution':'1080p'}}" },
        { "subject_names_differ", "{'model':'viduq3','prompt':'x','image_urls':['https://a/1'],'metadata':{'subjects':[{'name':'a','images':['https://a/1']},{'name':'a','images':['https://a/1']}]}}" },
        { "prompt_references", "{'model':'viduq3','prompt':'@cat runs','image_urls':['https://a/1']}" },
    };

    [Theory]
    [MemberData(nameof(Differences))]
    public void Each_listed_rule_is_one_that_the_schema_does_not_say(string rule, string json)
    {
        var (schema, validator, _) = Verdicts(Matrix.Json(json));
        schema.ShouldNotBe(validator);
        Rules(Matrix.Json(json)).ShouldBe([rule]);
    }

    [Fact]
    public void The_document_lists_them_all()
    {
        // Whether an upstream can carry a request, and where callbacks may go, is not for the validator to say.
        UnsaidRules.All.Keys.Except(["route", "callback_url"]).ShouldBe(Differences.Select(row => row.Data.Item1), ignoreOrder: true);
        foreach (var (name, text) in UnsaidRules.All)
        {
            Shipped.Value.Request.Text("description").ShouldContain($"`{name}`: {text}");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(64)]
    [InlineData(100)]
    [InlineData(213)]
    [InlineData(9999)]
    public void A_ratio_s_pattern_takes_the_numbers_up_to_its_limit(int most)
    {
        var pattern = new Regex(RatioPattern.UpTo(most));
        for (var number = 0; number <= most + 1200; number++)
        {
            pattern.IsMatch($"{number}:1").ShouldBe(number >= 1 && number <= most, $"{number}");
        }

        pattern.IsMatch("01:1").ShouldBeFalse();
    }

    private static (bool Schema, bool Validator, IReadOnlyList<ErrorDetail> Problems) Verdicts(string json)
    {
        using var document = JsonDocument.Parse(json);
        var schema = !Shipped.Value.Schemas.Faults(Shipped.Value.Request, document.RootElement, "request").Any();
        var reading = RequestReader.Read(Encoding.UTF8.GetBytes(json));
        if (reading.Request?.Model is not { } name || Matrix.Catalogue.Find(name) is not { } model)
        {
            return (schema, false, reading.Problems);
        }

        var validation = RequestValidator.Validate(reading.Request, model, reading.Problems);
        return (schema, validation.Request is not null, validation.Problems);
    }

    /// <summary>The listed rules that explain why the two differ; none when something else must.</summary>
    private static IReadOnlyList<string> Rules(string json)
    {
        var (schema, validator, problems) = Verdicts(json);
        if (validator)
        {
            var (without, still, _) = Verdicts(WithoutNulls(JsonNode.Parse(json))!.ToJsonString());
            return without && still ? ["null_is_absent"] : [];
        }

        if (problems.Count == 0)
        {
            return RequestReader.Read(Encoding.UTF8.GetBytes(json)).Error?.Code == "invalid_json" ? ["json_form"] : [];
        }

        var rules = problems.Select(RuleOf).Distinct().ToList();
        return schema && !rules.Contains(null) ? [.. rules.OfType<string>()] : [];
    }

    private static string? RuleOf(ErrorDetail problem) => (problem.Code, problem.Param) switch
    {
        (DetailCodes.TooLong, "metadata") => "metadata_size",
        (DetailCodes.UnknownParameter, var param) when param.StartsWith("metadata.", StringComparison.Ordinal) => "metadata_misspelled",
        (DetailCodes.Conflict, "metadata.resolution") => "one_parameter_two_places",
        (DetailCodes.Conflict, var param) when param.EndsWith(".name", StringComparison.Ordinal) => "subject_names_differ",
        (DetailCodes.NotAllowed, "prompt") => "prompt_references",
        (DetailCodes.InvalidUrl, _) => "image_url_host",
        _ => null,
    };

    private static JsonNode? WithoutNulls(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Where(member => member.Value is not null).Select(member => KeyValuePair.Create(member.Key, WithoutNulls(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(WithoutNulls)]),
        null => null,
        _ => node.DeepClone(),
    };
}
