// Uses the generated client for everything that a caller does, against the gateway at GATEWAY_URL.
var gateway = Client("GATEWAY_KEY");

// Create, wait, result.
var task = await gateway.CreateVideoAsync(Cat("A cat", new() { Off_peak = true }), idempotency_Key: "a-cat");
while (task.Status is VideoTaskStatus.Queued or VideoTaskStatus.In_progress)
{
    task = await gateway.GetVideoAsync(task.Id, wait: 30);
}

Check(task.Status == VideoTaskStatus.Completed && task.Result?.Data[0].Url.IsAbsoluteUri == true, "a result");
Check(task.Usage is { Credits: > 0, State: VideoUsageState.Charged }, "its price");
Check((await gateway.CreateVideoAsync(Cat("A cat", new() { Off_peak = true }), idempotency_Key: "a-cat")).Id == task.Id, "the same task again");

// List and cancel.
var page = await gateway.ListVideosAsync(limit: 5, status: VideoTaskStatus.Completed);
Check(page.Data.Any(one => one.Id == task.Id) && !page.Has_more, "the list");
var endless = await gateway.CreateVideoAsync(Cat("[sandbox:never_ends]"), x_Gateway_Upstream: "legacy");
var waiting = await gateway.CreateVideoAsync(Cat("Behind it"), x_Gateway_Upstream: "legacy");
var cancelled = await gateway.CancelVideoAsync(waiting.Id);
Check(cancelled is { Error.Code: TaskErrorCode.Cancelled, Usage.State: VideoUsageState.Refunded }, "a cancelled task");

// What a model can do, and what a request would cost.
var modes = (await gateway.GetModelAsync("viduq3-pro")).Capabilities.Modes;
Check(modes["text-to-video"].Parameters["duration"].Max == 16, "the matrix");
Check((await gateway.ValidateVideoAsync(Cat("A cat"))).Price.Credits > 0, "a dry run");

// Every kind of error: it is caught with its type, and says whether a repeat may help, and when.
var met = new HashSet<ErrorCode>();
var refused = await Refused(400, ErrorCode.Invalid_request, () => gateway.CreateVideoAsync(new() { Model = "viduq3-pro", Prompt = "A cat", Duration = 99 }));
Check(refused.Result.Error.Details[0] is { Param: "duration", Code: ProblemCode.Out_of_range }, "the problem");
await Refused(401, ErrorCode.Unauthorized, () => Client("WRONG_KEY").GetUsageAsync());
var poor = await Refused(402, ErrorCode.Insufficient_quota, () => Client("POOR_KEY").CreateVideoAsync(Cat("A cat")));
await Refused(403, ErrorCode.Model_not_allowed, () => Client("NARROW_KEY").CreateVideoAsync(Cat("A cat")));
await Refused(404, ErrorCode.Model_not_found, () => gateway.CreateVideoAsync(new() { Model = "viduq4", Prompt = "A cat" }));
await Refused(404, ErrorCode.Task_not_found, () => gateway.GetVideoAsync("video_00000000000000000000000000"));
await Refused(404, ErrorCode.Not_found, () => Client("GATEWAY_KEY", "GATEWAY_URL", "wrong/").CreateVideoAsync(Cat("A cat")));
var other = await Refused(409, ErrorCode.Idempotency_conflict, () => gateway.CreateVideoAsync(Cat("Another cat"), idempotency_Key: "a-cat"));
await Refused(409, ErrorCode.Not_cancellable, () => gateway.CancelVideoAsync(task.Id));
await Refused(409, ErrorCode.Task_not_completed, () => gateway.GetVideoContentAsync(endless.Id));
await Refused(413, ErrorCode.Payload_too_large, () => gateway.CreateVideoAsync(Cat(new string('x', 1_200_000))));
await Refused(416, ErrorCode.Invalid_request, () => gateway.GetVideoContentAsync(task.Id, range: "bytes=999999999-"));
await gateway.DeleteVideoContentAsync(task.Id);
await Refused(410, ErrorCode.Result_expired, () => gateway.GetVideoContentAsync(task.Id));
var unfit = await Refused(422, ErrorCode.Content_policy_violation, () => gateway.CreateVideoAsync(Cat("[sandbox:content_policy]")));
await Client("SLOW_KEY").CreateVideoAsync(Cat("A cat"));
var slow = await Refused(429, ErrorCode.Rate_limit_exceeded, () => Client("SLOW_KEY").CreateVideoAsync(Cat("A cat")));
await Client("BUSY_KEY").CreateVideoAsync(Cat("[sandbox:never_ends]"));
var busy = await Refused(429, ErrorCode.Concurrency_limit_exceeded, () => Client("BUSY_KEY").CreateVideoAsync(Cat("A cat")));
await Refused(500, ErrorCode.Internal_error, () => Client("OTHER_KEY").GetVideoAsync(Environment.GetEnvironmentVariable("BROKEN_TASK")!));
var rejected = await Refused(502, ErrorCode.Upstream_rejected, () => gateway.CreateVideoAsync(Cat("[sandbox:reject]")));
Check(rejected.Headers["X-Gateway-Task"].Single().StartsWith("video_", StringComparison.Ordinal), "the task that failed");
var full = await Refused(503, ErrorCode.Upstream_unavailable, () => gateway.CreateVideoAsync(Cat("A cat"), idempotency_Key: "later", x_Gateway_Upstream: "apimart"));
var stuck = await Refused(503, ErrorCode.Service_unavailable, () => Client("GATEWAY_KEY", "UNWRITABLE_URL").CreateVideoAsync(Cat("A cat")));
Check(new[] { poor, other, unfit, rejected }.All(error => !MayHelp(error)), "where a repeat does not help");
Check(new[] { slow, busy, full, stuck }.All(error => MayHelp(error) && Rest(error) > TimeSpan.Zero), "when to try again");
await Task.Delay(Rest(full));
Check((await gateway.CreateVideoAsync(Cat("A cat"), idempotency_Key: "later", x_Gateway_Upstream: "apimart")).Error is null, "taken when the gateway said");

// What only something between the client and the gateway brings about.
await Refused(400, ErrorCode.Invalid_json, () => Changed(request => request.Content = new StringContent("{", null, "application/json")).CreateVideoAsync(Cat("A cat")));
await Refused(405, ErrorCode.Method_not_allowed, () => Changed(request => request.Method = HttpMethod.Put).CreateVideoAsync(Cat("A cat")));
await Refused(406, ErrorCode.Not_acceptable, () => Changed(Accepting("text/html")).CreateVideoAsync(Cat("A cat")));
await Refused(415, ErrorCode.Unsupported_media_type, () => Changed(request => request.Content!.Headers.ContentType = new("text/plain")).CreateVideoAsync(Cat("A cat")));

// Those are of operators' calls, and of a body that does not arrive.
met.UnionWith([ErrorCode.Forbidden, ErrorCode.Conflict, ErrorCode.Request_timeout]);
Check(Enum.GetValues<ErrorCode>().All(met.Contains), $"every code was met, but not {string.Join(", ", Enum.GetValues<ErrorCode>().Except(met))}");
Console.WriteLine("all of it");

GatewayClient Client(string key, string address = "GATEWAY_URL", string below = "", HttpMessageHandler? way = null)
{
    var http = new HttpClient(way ?? new HttpClientHandler()) { BaseAddress = new Uri(new Uri(Environment.GetEnvironmentVariable(address)!), below) };
    http.DefaultRequestHeaders.Authorization = new("Bearer", Environment.GetEnvironmentVariable(key));
    return new GatewayClient(http);
}

GatewayClient Changed(Action<HttpRequestMessage> change) => Client("GATEWAY_KEY", way: new Changing(change));

static Action<HttpRequestMessage> Accepting(string type) => request =>
{
    request.Headers.Accept.Clear();
    request.Headers.Accept.ParseAdd(type);
};

// What a caller asks of a refusal before it sends the same again.
static bool MayHelp(GatewayException refusal) => !refusal.Headers.TryGetValue("x-should-retry", out var said) || said.Single() != "false";

static TimeSpan Rest(GatewayException refusal) => TimeSpan.FromSeconds(int.Parse(refusal.Headers["Retry-After"].Single(), null));

static VideoGenerationRequest Cat(string prompt, VideoRequestMetadata? metadata = null) =>
    new() { Model = "viduq3-pro", Prompt = prompt, Duration = 1, Metadata = metadata };

static void Check(bool isSo, string what)
{
    if (!isSo)
    {
        throw new InvalidOperationException($"It is not so: {what}");
    }
}

async Task<GatewayException<ErrorAnswer>> Refused(int status, ErrorCode code, Func<Task> call)
{
    try
    {
        await call();
    }
    catch (GatewayException<ErrorAnswer> refusal)
    {
        Check(refusal.StatusCode == status && refusal.Result.Error.Code == code, $"{status} {code}, but {refusal.StatusCode} {refusal.Result.Error.Code}");
        met.Add(code);
        return refusal;
    }

    throw new InvalidOperationException($"{status} {code} was no refusal");
}

/// <summary>What may stand between a client and the gateway.</summary>
internal sealed class Changing(Action<HttpRequestMessage> change) : DelegatingHandler(new HttpClientHandler())
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        change(request);
        return base.SendAsync(request, cancellationToken);
    }
}
