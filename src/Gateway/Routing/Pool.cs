using System.Collections.Concurrent;
using Gateway.Canonical;
using Gateway.Dialects;
using Gateway.Simulation;
using Gateway.Upstreams;

namespace Gateway.Routing;

/// <summary>Offers pool keys for new work, and keeps those back that an upstream has refused.</summary>
internal sealed partial class Pool(TimeProvider time, ILogger<Pool> logger)
{
    public const string RefusedReason = "refused by the upstream";

    private static readonly TimeSpan CoolsFor = TimeSpan.FromSeconds(10);
    // "Retry-After: 0" would be asked again without end, and a year is an upstream's mistake.
    private static readonly TimeSpan ShortestCool = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestCool = TimeSpan.FromDays(1);
    private static readonly TimeSpan ExhaustedFor = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<(string Upstream, string Key), PoolKeyState> states = new();

    private readonly SteadyTime steady = new(time);

    /// <summary>An upstream has refused a key, which other replicas need not try out.</summary>
    public event Action<PoolMark>? Learned;

    private Instant Now => steady.Now();

    /// <summary>The pool keys that could take an attempt now, in order of preference; whether they have a free place, the store knows.</summary>
    /// <param name="tried">Keys that this task has already been refused with.</param>
    public IReadOnlyList<Offer> Offers(IReadOnlyList<Candidate> candidates, string model, IReadOnlySet<PoolKeyOptions>? tried = null)
    {
        var now = Now;
        var offers = new List<Offer>();
        for (var preference = 0; preference < candidates.Count; preference++)
        {
            var upstream = candidates[preference].Upstream;
            if (upstream.Breaker.MayTry)
            {
                offers.AddRange(
                    from key in upstream.Options.Keys
                    where key.Enabled && tried?.Contains(key) != true && State(upstream, key).CanTake(model, now)
                    select Offer.Of(upstream, key, preference));
            }
        }

        return offers;
    }

    /// <summary>The keys that may be used now for a call that makes no job, and so takes no place of one.</summary>
    public IReadOnlyList<PoolKeyOptions> Usable(Upstream upstream)
    {
        var now = Now;
        return [.. upstream.Options.Keys.Where(key => key.Enabled && State(upstream, key).CanTake("", now))];
    }

    /// <param name="task">
    /// Whose submission it was. A simulated key is bound for this task alone: its prompt asked for the refusal, and that
    /// says nothing about the next one's.
    /// </param>
    public void Report(Target target, string model, SubmitOutcome.Unavailable outcome, string task)
    {
        if (target.Upstream.Options.IsSimulated())
        {
            State(target.Upstream, target.Key).CoolFor(task, Now, Now + Pause(outcome));
            return;
        }

        switch (outcome.Cause)
        {
            case UnavailableCause.KeyRefused:
                Refused(target.Upstream, target.Key);
                break;
            case UnavailableCause.BalanceShort:
                Learn(target, PoolMark.Exhausted, State(target.Upstream, target.Key).Exhaust(Now + ExhaustedFor), ExhaustedFor);
                Log.Exhausted(logger, target.Upstream.Name, target.Key.Id, ExhaustedFor);
                break;
            case UnavailableCause.RateLimited:
                var pause = Pause(outcome);
                Learn(target, PoolMark.Cooling, State(target.Upstream, target.Key).Cool(model, Now + pause), pause, model);
                Log.Cooling(logger, target.Upstream.Name, target.Key.Id, model, pause);
                break;
            default:
                // Nothing is wrong with the key.
                break;
        }
    }

    /// <summary>When the first of the keys that now refuse a task may take it.</summary>
    /// <returns>Null when one of them does not refuse it, or nobody can say when it ends.</returns>
    public TimeSpan? Rest(IReadOnlyList<Candidate> candidates, string model, string task)
    {
        var now = Now;
        var until = candidates
            .SelectMany(candidate => candidate.Upstream.Options.Keys.Select(key => State(candidate.Upstream, key).RefusesUntil(model, task)))
            .DefaultIfEmpty(now)
            .Min();
        return until > now && until != Instant.EndOfTime ? until - now : null;
    }

    /// <summary>The upstream answered 401 or 403: the key takes no new work. A simulated one did because a prompt asked for it.</summary>
    public void Refused(Upstream upstream, PoolKeyOptions key)
    {
        if (!upstream.Options.IsSimulated() && State(upstream, key).Disable(RefusedReason) is { } lastSwitch)
        {
            Learn(upstream, key, PoolMark.Refused, lastSwitch, Instant.EndOfTime);
            Log.Disabled(logger, upstream.Name, key.Id);
        }
    }

    /// <summary>Another replica has learned it, or this one itself.</summary>
    public void TakeOver(Upstream upstream, PoolKeyOptions key, PoolMark mark)
    {
        var now = time.Now();
        var rest = mark.Until < now + LongestCool ? mark.Until - now : LongestCool;
        State(upstream, key).TakeOver(mark, Now + rest);
    }

    /// <summary>The key as operators see it, in the time of their clock.</summary>
    public PoolKeyView View(Upstream upstream, PoolKeyOptions key)
    {
        var view = State(upstream, key).View(key.Enabled && upstream.Options.Enabled, Now);
        return view with { Until = view.Until + (time.Now() - Now) };
    }

    public PoolKeyState State(Upstream upstream, PoolKeyOptions key) =>
        states.GetOrAdd((upstream.Name, key.Id), _ => new PoolKeyState());

    private void Learn(Target target, string kind, long lastSwitch, TimeSpan pause, string model = "") =>
        Learn(target.Upstream, target.Key, kind, lastSwitch, time.Now() + pause, model);

    private void Learn(Upstream upstream, PoolKeyOptions key, string kind, long lastSwitch, Instant until, string model = "") =>
        Learned?.Invoke(new PoolMark(
            new PoolMarkId(new PoolKeyId(upstream.Name, key.Id), PoolMark.Fingerprint(upstream, key), kind, model), lastSwitch, until));

    private static TimeSpan Pause(SubmitOutcome.Unavailable outcome) =>
        TimeSpan.FromTicks(Math.Clamp((outcome.RetryAfter ?? CoolsFor).Ticks, ShortestCool.Ticks, LongestCool.Ticks));

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Pool key {Upstream}/{PoolKey} is disabled: the upstream refuses it")]
        public static partial void Disabled(ILogger logger, string upstream, string poolKey);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Pool key {Upstream}/{PoolKey} is exhausted for {Pause}: its balance is short")]
        public static partial void Exhausted(ILogger logger, string upstream, string poolKey, TimeSpan pause);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Pool key {Upstream}/{PoolKey} cools for {Model} during {Pause}: too many requests")]
        public static partial void Cooling(ILogger logger, string upstream, string poolKey, string model, TimeSpan pause);
    }
}
