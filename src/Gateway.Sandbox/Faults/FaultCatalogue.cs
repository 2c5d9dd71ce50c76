namespace Gateway.Sandbox.Faults;

/// <summary>Every fault that a script can name.</summary>
internal static class FaultCatalogue
{
    private static readonly FaultRule[] Rules =
    [
        new("none", FaultStage.None),

        new("reject", FaultStage.Refusal, 400),
        new("unauthorized", FaultStage.Refusal, 401),
        new("payment_required", FaultStage.Refusal, 402),
        new("forbidden", FaultStage.Refusal, 403),
        new("not_found", FaultStage.Refusal, 404),
        new("request_timeout", FaultStage.Refusal, 408),
        new("too_large", FaultStage.Refusal, 413),
        new("content_policy", FaultStage.Refusal, 422),
        new("rate_limited", FaultStage.Refusal, 429, Default: 1),
        new("server_error", FaultStage.Refusal, 500),
        new("bad_gateway", FaultStage.Refusal, 502),
        new("unavailable", FaultStage.Refusal, 503),
        new("gateway_timeout", FaultStage.Refusal, 504),
        new("build_request_failed", FaultStage.Refusal, 500, Upstream: UpstreamNames.Apimart),
        new("error_in_200", FaultStage.Refusal, 200, Default: 400),
        new("reset_before", FaultStage.Refusal),

        new("slow", FaultStage.CreateAnswer, Default: 1),
        new("reset_after", FaultStage.CreateAnswer),
        new("malformed", FaultStage.CreateAnswer),
        new("no_id", FaultStage.CreateAnswer),
        new("empty_body", FaultStage.CreateAnswer),

        new("fail", FaultStage.Life),
        new("fail_policy", FaultStage.Life),
        new("cancelled", FaultStage.Life),
        new("never_ends", FaultStage.Life),
        new("no_url", FaultStage.Life),
        new("unknown_status", FaultStage.Life),
        new("progress_falls", FaultStage.Life),

        new("poll_401", FaultStage.Poll, 401, Default: 1),
        new("poll_404", FaultStage.Poll, 404, Default: 1),
        new("poll_429", FaultStage.Poll, 429, Default: 1),
        new("poll_500", FaultStage.Poll, 500, Default: 1),
        new("poll_503", FaultStage.Poll, 503, Default: 1),
        new("poll_malformed", FaultStage.Poll, Default: 1),
        new("poll_reset", FaultStage.Poll, Default: 1),
        new("poll_slow", FaultStage.Poll, Default: 1),

        new("shape_task_id", FaultStage.Shape, Upstream: UpstreamNames.Toapis),
        new("shape_object_video", FaultStage.Shape, Upstream: UpstreamNames.Toapis),
        new("shape_empty_status", FaultStage.Shape, Upstream: UpstreamNames.Toapis),
        new("shape_pending", FaultStage.Shape, Upstream: UpstreamNames.Toapis),
        new("shape_envelope", FaultStage.Shape, Upstream: UpstreamNames.Toapis),
        new("shape_result_url", FaultStage.Shape, Upstream: UpstreamNames.Toapis),
        new("shape_numbers_as_strings", FaultStage.Shape, Upstream: UpstreamNames.Toapis),
        new("shape_int_code", FaultStage.Shape, Upstream: UpstreamNames.Toapis),

        new("shape_wrapped", FaultStage.Shape, Upstream: UpstreamNames.Legacy),
        new("shape_openai", FaultStage.Shape, Upstream: UpstreamNames.Legacy),
        new("shape_url_in_fail_reason", FaultStage.Shape, Upstream: UpstreamNames.Legacy),
        new("shape_error_in_result_url", FaultStage.Shape, Upstream: UpstreamNames.Legacy),

        new("shape_data_object", FaultStage.Shape, Upstream: UpstreamNames.Apimart),
        new("shape_url_string", FaultStage.Shape, Upstream: UpstreamNames.Apimart),
        new("shape_numbers_as_strings", FaultStage.Shape, Upstream: UpstreamNames.Apimart),
    ];

    public static IEnumerable<FaultRule> At(string upstream) =>
        Rules.Where(rule => rule.Upstream is null || rule.Upstream == upstream);

    public static FaultRule? Find(string upstream, string name) =>
        At(upstream).FirstOrDefault(rule => rule.Name == name);
}
