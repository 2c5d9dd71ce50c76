using Gateway.Canonical;
using Gateway.Dialects;
using Polly;
using Polly.CircuitBreaker;

namespace Gateway.Upstreams;

/// <summary>
/// Keeps creates from an upstream that is out, so that it costs neither time nor unknown outcomes.
/// It only ever holds a request back; it never sends one again.
/// </summary>
internal sealed class Breaker
{
    private static readonly SubmitOutcome HeldBack = new SubmitOutcome.Unavailable(UnavailableCause.NotSent, Message: "the upstream is out; nothing was tried");

    private readonly SteadyTime time;
    private readonly ResiliencePipeline<SubmitOutcome> pipeline;
    private long openUntil;

    public Breaker(TimeProvider time)
    {
        this.time = new SteadyTime(time);
        pipeline = new ResiliencePipelineBuilder<SubmitOutcome> { TimeProvider = this.time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<SubmitOutcome>
            {
                FailureRatio = 0.8,
                MinimumThroughput = 10,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = TimeSpan.FromSeconds(15),
                ShouldHandle = arguments => ValueTask.FromResult(IsOut(arguments.Outcome.Result)),
                OnOpened = arguments =>
                {
                    OpenUntil = Now + arguments.BreakDuration;
                    return ValueTask.CompletedTask;
                },
                OnHalfOpened = _ =>
                {
                    // Until the trial ends, each further request would only use up an attempt and be held back.
                    OpenUntil = Instant.EndOfTime;
                    return ValueTask.CompletedTask;
                },
                OnClosed = _ =>
                {
                    OpenUntil = default;
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }

    /// <summary>False while the upstream is taken to be out. After the break one request is let through as a trial.</summary>
    public bool MayTry => Now >= OpenUntil;

    private Instant Now => time.Now();

    private Instant OpenUntil
    {
        get => Instant.OfMilliseconds(Volatile.Read(ref openUntil));
        set => Volatile.Write(ref openUntil, value.UnixMilliseconds);
    }

    public async Task<SubmitOutcome> Run(Func<Task<SubmitOutcome>> send)
    {
        var context = ResilienceContextPool.Shared.Get(CancellationToken.None);
        var outcome = await pipeline.ExecuteOutcomeAsync(
            static async (_, call) => Outcome.FromResult(await call()), context, send);
        ResilienceContextPool.Shared.Return(context);
        if (outcome.Exception is BrokenCircuitException)
        {
            return HeldBack;
        }

        outcome.ThrowIfException();
        return outcome.Result!;
    }

    private static bool IsOut(SubmitOutcome? outcome) => outcome
        is SubmitOutcome.Ambiguous
        or SubmitOutcome.Unavailable { Cause: UnavailableCause.NotSent or UnavailableCause.RefusedBeforeStart };
}
