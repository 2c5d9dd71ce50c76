using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Gateway.Canonical;
using Gateway.Dialects;
using Gateway.Http;
using Gateway.Models;
using Gateway.Sandbox.Toapis;
using Gateway.Tests.Models;
using Microsoft.FSharp.Core;

namespace Gateway.Tests.House;

/// <summary>The capability matrix and the strict upstreams, which were written from the same documents, agree on every request.</summary>
public sealed class AgreementTests : IAsyncLifetime
{
    private static readonly Arbitrary<WrittenRequest> Requests = Arb.From(RequestGenerator.Requests, request => request.Smaller());

    private StrictUpstreams upstreams = null!;

    public async ValueTask InitializeAsync() => upstreams = await StrictUpstreams.Start();

    public ValueTask DisposeAsync() => upstreams.DisposeAsync();

    [Fact]
    public void What_a_route_can_carry_its_upstream_takes()
    {
        var taken = RouteModes.ToDictionary(at => at, _ => 0);
        ForAll(5000, Requests, async request =>
        {
            foreach (var (at, route, resolved) in Carried(request.Json))
            {
                var outcome = await upstreams.Submit(route, resolved);
                outcome.ShouldBeOfType<SubmitOutcome.Accepted>($"{at}: {outcome}");
                taken[at]++;
            }
        });

        // The property says nothing about a route that hardly any request reached.
        taken.ShouldAllBe(at => at.Value >= 50);
    }

    [Fact]
    public void One_step_outside_a_limit_both_refuse()
    {
        var taken = (from step in OutsideStep.All from at in RouteModes where step.Leads(at) select (step, at)).ToDictionary(pair => pair, _ => 0);
        ForAll(500, Requests, async request =>
        {
            foreach (var (at, route, resolved) in Carried(request.Json))
            {
                Refusals(Written(resolved), at).ShouldBeEmpty();
                foreach (var step in OutsideStep.All.Where(step => step.Leads(at)))
                {
                    var outside = step.Take(resolved);
                    Refusals(Written(outside), at).Select(problem => problem.Param).ShouldContain(step.Param, $"{step} at {at}");
                    if (step.IsSeen(at))
                    {
                        (await upstreams.Submit(route, outside)).ShouldBeOfType<SubmitOutcome.Rejected>($"{step} at {at}");
                    }

                    taken[(step, at)]++;
                }
            }
        });
        taken.ShouldAllBe(pair => pair.Value >= 2);
    }

    [Fact]
    public void Both_find_the_same_references_in_a_prompt()
    {
        var (known, unknown) = (0, 0);
        ForAll(
            3000,
            Arb.From(PromptGenerator.Prompts(PromptGenerator.Names, optional: false).Zip(Gen.SubListOf(PromptGenerator.Names))),
            prompt =>
            {
                var isKnown = PromptReferences.Unknown(prompt.Item1 ?? "", [.. prompt.Item2]).Count == 0;
                (SubjectReferences.FindUnknown(prompt.Item1 ?? "", [.. prompt.Item2]) is null).ShouldBe(isKnown);
                (known, unknown) = isKnown ? (known + 1, unknown) : (known, unknown + 1);
                return Task.CompletedTask;
            });
        (known, unknown).ShouldSatisfyAllConditions(count => count.known.ShouldBeGreaterThan(500), count => count.unknown.ShouldBeGreaterThan(500));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("猫")]
    [InlineData("🐈")]
    [InlineData("\u007f")]
    public async Task The_largest_body_that_the_gateway_reads_is_not_too_large_for_an_upstream(string text)
    {
        var empty = Matrix.Body("veo3.1-fast", 0, "{'prompt':''}");
        var times = (RequestBody.Longest - Encoding.UTF8.GetByteCount(empty)) / Encoding.UTF8.GetByteCount(text);
        var (_, route, resolved) = Carried(empty.Replace("\"\"", $"\"{string.Concat(Enumerable.Repeat(text, times))}\"")).Single();
        (await upstreams.Submit(route, resolved)).ShouldBeOfType<SubmitOutcome.Accepted>();
    }

    private static IEnumerable<RouteMode> RouteModes =>
        from model in Matrix.Catalogue.Models
        from route in model.Routes
        from mode in model.Modes
        select new RouteMode(model.Name, route.Upstream, mode.Mode);

    /// <summary>The routes that the gateway would send this body to.</summary>
    private static IEnumerable<(RouteMode At, ModelRoute Route, ResolvedRequest Resolved)> Carried(string json)
    {
        var (model, validation) = Validate(json);
        return validation?.Request is { } resolved
            ? from route in model!.Routes
              where route.Check(resolved).Count == 0
              select (new RouteMode(model.Name, route.Upstream, resolved.Mode), route, resolved)
            : [];
    }

    /// <summary>Why the gateway would not send this body to this route.</summary>
    private static IReadOnlyList<ErrorDetail> Refusals(string json, RouteMode at)
    {
        var (model, validation) = Validate(json);
        return validation!.Request is { } resolved
            ? model!.Routes.Single(route => route.Upstream == at.Upstream).Check(resolved)
            : validation.Problems;
    }

    private static (ModelSpec? Model, Validation? Validation) Validate(string json)
    {
        var reading = RequestReader.Read(Encoding.UTF8.GetBytes(json));
        return reading.Request is { Model: { } name } request && Matrix.Catalogue.Find(name) is { } model
            ? (model, RequestValidator.Validate(request, model, reading.Problems))
            : (null, null);
    }

    /// <summary>A body that means this request, whether or not there may be such a one.</summary>
    private static string Written(ResolvedRequest request)
    {
        var metadata = request.Metadata is { } members ? JsonNode.Parse(members.GetRawText())!.AsObject() : [];
        if (request.Model.StartsWith("veo", StringComparison.Ordinal))
        {
            // The places of S002, of which the resolved request has the values.
            metadata.Remove("resolution");
            metadata["generation_type"] = request.GenerationType;
        }

        return new JsonObject
        {
            ["model"] = request.Model,
            ["prompt"] = request.Prompt,
            ["duration"] = request.Duration,
            ["resolution"] = request.Resolution,
            ["aspect_ratio"] = request.AspectRatio,
            ["image_urls"] = new JsonArray([.. request.ImageUrls.Select(url => JsonValue.Create(url))]),
            ["audio"] = request.Audio,
            ["seed"] = request.Seed,
            ["metadata"] = metadata,
        }.ToJsonString();
    }

    /// <summary>Always the same requests; a failure prints the smallest one that fails, and the numbers that replay it.</summary>
    private static void ForAll<T>(int count, Arbitrary<T> values, Func<T, Task> property) => Check.One(
        Config.QuickThrowOnFailure
            .WithMaxTest(count)
            .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(20260114), FSharpOption<int>.None))),
        Prop.ForAll(values, property));
}
