using System.Text.Json;
using Gateway.Tests.Support;

namespace Gateway.Tests.Telemetry;

/// <summary>One task as a collector sees it, and what of the trace reaches upstreams and the log.</summary>
public sealed class TraceTests(ITestOutputHelper output)
{
    private const string ClientsTrace = "0af7651916cd43dd8448eb211c80319c";
    private const string ClientsSpan = "b7ad6b7169203331";

    private static readonly (string, string)[] ClientsHeaders =
    [
        ("traceparent", $"00-{ClientsTrace}-{ClientsSpan}-01"),
        ("tracestate", "vendor=client-said-this"),
        ("baggage", "user=client-said-that"),
    ];

    [Fact]
    public async Task The_tree_of_one_task_goes_from_the_client_over_the_attempt_to_the_upstream_and_on_to_the_last_poll()
    {
        await using var collector = await OtlpReceiver.Start();
        await using var upstream = await TracedUpstream.Start();
        await using var gateway = GatewayProcess.At(upstream.Url);
        gateway.Settings["Telemetry__Otlp__Endpoint"] = collector.Url;
        gateway.Settings["OTEL_BSP_SCHEDULE_DELAY"] = "100";
        gateway.Settings["OTEL_METRIC_EXPORT_INTERVAL"] = "500";
        gateway.Settings["Logging__Format"] = "json";
        await gateway.Start();
        var id = await Created(gateway);
        await gateway.Wait(id, "completed");
        await Eventually.True(() => collector.Spans.Any(span => span.Name == "poll" && span.Tag("gateway.task.state") == "completed"), 20);
        await Eventually.True(() => collector.Metrics.Contains("gateway.creates.total") && collector.Metrics.Contains("gateway.queue.length"), 20);
        foreach (var span in collector.Spans)
        {
            output.WriteLine($"{span.TraceId} {span.SpanId} below {span.ParentId,16} {span.Name} [{string.Join(' ', span.Tags.Select(tag => $"{tag.Key}={tag.Value}"))}] links {string.Join(' ', span.Links)}");
        }

        var call = collector.Spans.Single(span => span.Name == "POST /v1/videos/generations");
        (call.TraceId, call.ParentId).ShouldBe((ClientsTrace, ClientsSpan));
        call.Tag("gateway.task.id").ShouldBe(id);
        var attempt = collector.Spans.Single(span => span.Name == "attempt");
        (attempt.TraceId, attempt.ParentId).ShouldBe((ClientsTrace, call.SpanId));
        (attempt.Tag("gateway.upstream"), attempt.Tag("gateway.pool_key"), attempt.Tag("gateway.attempt.outcome")).ShouldBe(("toapis", "one", "accepted"));
        var send = collector.Spans.Single(span => span.ParentId == attempt.SpanId);
        send.TraceId.ShouldBe(ClientsTrace);
        var polls = collector.Spans.Where(span => span.Name == "poll").ToList();
        polls.Count.ShouldBeGreaterThanOrEqualTo(2);
        polls.ShouldAllBe(poll => poll.TraceId != ClientsTrace && poll.ParentId == "" && poll.Links.Contains(new ValueTuple<string, string>(ClientsTrace, call.SpanId)));
        polls.ShouldAllBe(poll => poll.Tag("gateway.task.id") == id && collector.Spans.Any(span => span.ParentId == poll.SpanId));
        polls.Count(poll => poll.Tag("gateway.poll.result") == "completed").ShouldBe(1);
        collector.Spans.ShouldAllBe(span => !span.Name.Contains("healthz", StringComparison.Ordinal));
        collector.Spans.SelectMany(span => span.Tags.Values).ShouldAllBe(value => !value.Contains("client-said", StringComparison.Ordinal));

        upstream.Requests.Single(request => request.Method == "POST").Headers["traceparent"].ShouldStartWith($"00-{ClientsTrace}-{send.SpanId}");
        upstream.Requests.ShouldAllBe(request => !request.Headers.ContainsKey("tracestate") && !request.Headers.ContainsKey("baggage"));

        // The line of a change follows its commit.
        await Eventually.True(() => gateway.Output.Contains("-> Completed", StringComparison.Ordinal));
        var lines = gateway.Output.Split('\n').Where(line => line.StartsWith('{')).Select(line => line.AsJson()).ToList();
        lines.ShouldContain(line => Has(line, "Method", "POST") && line.Text("TraceId") == ClientsTrace);
        lines.ShouldContain(line => Has(line, "TaskTraceId", ClientsTrace) && Has(line, "To", "Completed"));
    }

    [Fact]
    public async Task The_trace_reaches_the_upstream_also_when_nothing_is_exported_and_nothing_else_does()
    {
        await using var upstream = await TracedUpstream.Start();
        await using var gateway = await GatewayHost.Start(upstream.Url);
        var id = await gateway.Created(SeedExamples.Text, [.. ClientsHeaders, ("X-Gateway-Upstream", "toapis")]);
        await gateway.Finish(id);
        upstream.Requests.First().Headers["traceparent"].ShouldStartWith($"00-{ClientsTrace}-");
        upstream.Requests.ShouldAllBe(request => !request.Headers.ContainsKey("tracestate") && !request.Headers.ContainsKey("baggage"));
        await Eventually.True(() => gateway.Log.Lines.Any(line => line.Contains($"Task {id} Polling -> Completed", StringComparison.Ordinal) && line.Contains($"trace_id={ClientsTrace}", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(null, null, null, null, null)]
    [InlineData("http://c:4318", null, "http://c:4318/v1/traces", "http://c:4318/v1/metrics", false)]
    [InlineData("http://c:4318/otlp/", null, "http://c:4318/otlp/v1/traces", "http://c:4318/otlp/v1/metrics", false)]
    [InlineData("http://c:4317", null, "http://c:4317/", "http://c:4317/", true)]
    [InlineData("http://c:4317", "http/protobuf", "http://c:4317/v1/traces", "http://c:4317/v1/metrics", false)]
    public void A_target_is_what_the_setting_and_the_standard_variables_say(string? endpoint, string? protocol, string? traces, string? metrics, bool? isGrpc)
    {
        var variables = new Dictionary<string, string?> { ["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol };
        var own = Gateway.Telemetry.OtlpTarget.Of(endpoint, variables.GetValueOrDefault);
        variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint;
        var standard = Gateway.Telemetry.OtlpTarget.Of(null, variables.GetValueOrDefault);
        foreach (var target in new[] { own, standard })
        {
            (target?.Traces?.AbsoluteUri, target?.Metrics?.AbsoluteUri, target?.IsGrpc).ShouldBe((traces, metrics, isGrpc));
        }
    }

    private static bool Has(JsonElement line, string property, string value) =>
        line.GetProperty("Properties").TryGetProperty(property, out var own) && own.ToString() == value;

    private static async Task<string> Created(GatewayProcess gateway)
    {
        using var client = new HttpClient { DefaultRequestHeaders = { { "Authorization", $"Bearer {GatewayHost.Key}" } } };
        using var response = await client.Post(
            $"{await gateway.Url}{ClientCalls.Videos}", SeedExamples.Text, [.. ClientsHeaders, ("X-Gateway-Upstream", "toapis")]);
        return (await response.Json()).Text("id");
    }
}
