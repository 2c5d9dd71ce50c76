using Gateway.Sandbox.Faults;
using Gateway.Sandbox.Jobs;
using Gateway.Sandbox.Media;
using Gateway.Sandbox.Requests;

namespace Gateway.Sandbox.Upstreams;

/// <summary>What all simulated upstreams do alike: the key, the body, the job, the faults.</summary>
internal sealed class UpstreamEndpoints(
    ISimulatedUpstream upstream, SandboxState state, SandboxOptions options, TimeProvider time, MediaLinks links)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/" + upstream.Name);
        group.MapPost(upstream.CreatePath, async context =>
        {
            state.Count(upstream.Name, count => count with { Creates = count.Creates + 1 });
            await context.WriteAsync(await CreateAsync(context), time);
        });
        group.MapGet(upstream.PollPath, async context =>
        {
            state.Count(upstream.Name, count => count with { Polls = count.Polls + 1 });
            await context.WriteAsync(Poll(context), time);
        });
        group.Map("{**path}", context =>
            context.WriteAsync(Refuse(404, $"Invalid URL ({context.Request.Method} {context.Request.Path})"), time));
    }

    private async Task<Answer> CreateAsync(HttpContext context)
    {
        if (Key(context.Request) is not { } key)
        {
            return Unauthorized();
        }

        var received = await RequestBody.ReadAsync(context.Request);
        if (received.RefusedWith is { } status)
        {
            return Refuse(status, received.Problem);
        }

        var body = received.Root;
        if (upstream.Check(body) is { Count: > 0 } problems)
        {
            return Refuse(400, string.Join("; ", problems));
        }

        if (FaultDirective.Read(body, upstream.Name, out var problem) is not { } faults)
        {
            return Refuse(400, problem);
        }

        var idempotencyKey = IdempotencyKey(context.Request);
        if (upstream.ReplaysIdempotencyKeys && idempotencyKey is { } name && !IsIdempotencyKey(name))
        {
            return Refuse(400, "Idempotency-Key must be 1 to 191 visible ASCII characters");
        }

        var job = new SandboxJob
        {
            Upstream = upstream.Name,
            Id = upstream.NewId(),
            Key = key,
            Model = body.GetProperty("model").GetString()!,
            ClientBusinessId = body.TryGetProperty("client_business_id", out var businessId) ? businessId.GetString() : null,
            IdempotencyKey = idempotencyKey,
            Body = received.Text,
            CreatedAt = time.GetUtcNow(),
        };
        return Answer(state.Create(new NewJob(job, body, faults, upstream.ReplaysIdempotencyKeys)));
    }

    private Answer Answer(Creation creation) => creation switch
    {
        Creation.Made made => AnswerFaults.Created(upstream.Created(made.Job, made.Faults), made.Faults),
        Creation.Replayed replayed => upstream.Created(replayed.Job, FaultList.Of(replayed.Job)),
        Creation.Conflict => Refuse(409, "This Idempotency-Key was used with another body"),
        Creation.Refused refused => Answer(refused.Fault, refused.Faults),
        _ => throw new InvalidOperationException($"No answer for {creation}"),
    };

    private Answer Answer(Fault fault, FaultList faults) => fault.Name switch
    {
        "reset_before" => Upstreams.Answer.Abort,
        "error_in_200" => upstream.ErrorIn200((int)fault.Number),
        "build_request_failed" => upstream.Refuse(500, "build_request_failed: the request could not be translated", faults),
        "rate_limited" => upstream.Refuse(429, "Too many requests", faults) with { RetryAfter = (int)Math.Ceiling(fault.Number) },
        _ => upstream.Refuse(fault.Rule.Status, $"Scripted fault {fault.Name}", faults),
    };

    private Answer Poll(HttpContext context)
    {
        if (Key(context.Request) is not { } key)
        {
            return Unauthorized();
        }

        if (state.Poll(upstream.Name, key, (string)context.Request.RouteValues["id"]!) is not { } job)
        {
            return upstream.UnknownJob(FaultList.None);
        }

        var faults = FaultList.Of(job);
        var view = JobLife.At(time.GetUtcNow(), job, faults, options, links.Of(context.Request, job));
        return Spoil(upstream.Polled(job, view, faults), faults, faults.AtPoll(job.PollCount));
    }

    private Answer Spoil(Answer answer, FaultList faults, Fault? fault) => fault?.Name switch
    {
        null => answer,
        "poll_404" => upstream.UnknownJob(faults),
        "poll_429" => upstream.Refuse(429, "Too many requests", faults) with { RetryAfter = 1 },
        "poll_malformed" => answer with { IsCutOff = true },
        "poll_reset" => Upstreams.Answer.Abort,
        "poll_slow" => answer with { Delay = TimeSpan.FromSeconds(fault.Number) },
        _ => upstream.Refuse(fault.Rule.Status, $"Scripted fault {fault.Name}", faults),
    };

    private Answer Unauthorized()
    {
        state.Count(upstream.Name, count => count with { Unauthorized = count.Unauthorized + 1 });
        return Refuse(401, "Invalid API key");
    }

    private Answer Refuse(int status, string message) => upstream.Refuse(status, message, FaultList.None);

    private string? Key(HttpRequest request) => BearerKey.Of(request, options.Keys);

    private static string? IdempotencyKey(HttpRequest request) =>
        request.Headers.TryGetValue("Idempotency-Key", out var values) ? values.ToString() : null;

    private static bool IsIdempotencyKey(string text) =>
        text.Length is >= 1 and <= 191 && text.All(character => character is >= '!' and <= '~');
}
