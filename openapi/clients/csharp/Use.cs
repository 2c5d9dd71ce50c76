// Uses the generated client for everything that a caller does, against the gateway at GATEWAY_URL.
var url = new Uri(Environment.GetEnvironmentVariable("GATEWAY_URL")!);
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
await gateway.CreateVideoAsync(Cat("[sandbox:never_ends]"), x_Gateway_Upstream: "legacy");
var waiting = await gateway.CreateVideoAsync(Cat("Behind it"), x_Gateway_Upstream: "legacy");
var cancelled = await gateway.CancelVideoAsync(waiting.Id);
Check(cancelled is { Error.Code: TaskErrorCode.Cancelled, Usage.State: VideoUsageState.Refunded }, "a cancelled task");

// What a model can do, and what a request would cost.
var modes = (await gateway.GetModelAsync("viduq3-pro")).Capabilities.Modes;
Check(modes["text-to-video"].Parameters["duration"].Max == 16, "the matrix");
Check((await gateway.ValidateVideoAsync(Cat("A cat"))).Price.Credits > 0, "a dry run");

// Every kind of error, with its type.
var refused = await Refused(400, ErrorCode.Invalid_request, () => gateway.CreateVideoAsync(new() { Model = "viduq3-pro", Prompt = "A cat", Duration = 99 }));
Check(refused.Result.Error.Details[0] is { Param: "duration", Code: ProblemCode.Out_of_range }, "the problem");
await Refused(401, ErrorCode.Unauthorized, () => Client("WRONG_KEY").GetUsageAsync());
await Refused(402, ErrorCode.Insufficient_quota, () => Client("POOR_KEY").CreateVideoAsync(Cat("A cat")));
await Refused(403, ErrorCode.Model_not_allowed, () => Client("NARROW_KEY").CreateVideoAsync(Cat("A cat")));
await Refused(404, ErrorCode.Model_not_found, () => gateway.CreateVideoAsync(new() { Model = "viduq4", Prompt = "A cat" }));
await Refused(404, ErrorCode.Task_not_found, () => gateway.GetVideoAsync("video_00000000000000000000000000"));
await Refused(409, ErrorCode.Idempotency_conflict, () => gateway.CreateVideoAsync(Cat("Another cat"), idempotency_Key: "a-cat"));
await Refused(409, ErrorCode.Not_cancellable, () => gateway.CancelVideoAsync(task.Id));
await Refused(422, ErrorCode.Content_policy_violation, () => gateway.CreateVideoAsync(Cat("[sandbox:content_policy]")));
await Client("SLOW_KEY").CreateVideoAsync(Cat("A cat"));
var limited = await Refused(429, ErrorCode.Rate_limit_exceeded, () => Client("SLOW_KEY").CreateVideoAsync(Cat("A cat")));
Check(int.Parse(limited.Headers["Retry-After"].Single(), null) > 0, "when to try again");
Console.WriteLine("all of it");

GatewayClient Client(string key)
{
    var http = new HttpClient { BaseAddress = url };
    http.DefaultRequestHeaders.Authorization = new("Bearer", Environment.GetEnvironmentVariable(key));
    return new GatewayClient(http);
}

static VideoGenerationRequest Cat(string prompt, VideoRequestMetadata? metadata = null) =>
    new() { Model = "viduq3-pro", Prompt = prompt, Duration = 1, Metadata = metadata };

static void Check(bool isSo, string what)
{
    if (!isSo)
    {
        throw new InvalidOperationException($"It is not so: {what}");
    }
}

static async Task<GatewayException<ErrorAnswer>> Refused(int status, ErrorCode code, Func<Task> call)
{
    try
    {
        await call();
    }
    catch (GatewayException<ErrorAnswer> refusal)
    {
        Check(refusal.StatusCode == status && refusal.Result.Error.Code == code, $"{status} {code}, but {refusal.StatusCode} {refusal.Result.Error.Code}");
        return refusal;
    }

    throw new InvalidOperationException($"{status} {code} was no refusal");
}
