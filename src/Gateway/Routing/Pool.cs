using System.Collections.Concurrent;
using Gateway.Dialects;
using Gateway.Upstreams;

namespace Gateway.Routing;

/// <summary>Chooses pool keys for new work, and keeps those back that an upstream has refused.</summary>
internal sealed partial class Pool(TimeProvider time, ILogger<Pool> logger)
{
    private static readonly TimeSpan CoolsFor = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ExhaustedFor = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<(string Upstream, string Key), PoolKeyState> states = new();

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>The first key of the first candidate that can take this model now.</summary>
    /// <param name="tried">Keys that this task has already been refused with.</param>
    public Target? Next(IReadOnlyList<Candidate> candidates, string model, IReadOnlySet<PoolKeyOptions> tried) =>
        candidates
            .SelectMany(candidate => candidate.Upstream.Options.Keys.Select(key => new Target(candidate.Route, candidate.Upstream, key)))
            .FirstOrDefault(target => target.Key.Enabled && !tried.Contains(target.Key) && State(target).CanTake(model, Now));

    public void Report(Target target, string model, SubmitOutcome.Unavailable outcome)
    {
        switch (outcome.Cause)
        {
            case UnavailableCause.KeyRefused:
                Refused(target.Upstream, target.Key);
                break;
            case UnavailableCause.BalanceShort:
                State(target).Exhaust(Now + (long)ExhaustedFor.TotalMilliseconds);
                Log.Exhausted(logger, target.Upstream.Name, target.Key.Id, ExhaustedFor);
                break;
            case UnavailableCause.RateLimited:
                var pause = outcome.RetryAfter ?? CoolsFor;
                State(target).Cool(model, Now + (long)pause.TotalMilliseconds);
                Log.Cooling(logger, target.Upstream.Name, target.Key.Id, model, pause);
                break;
            default:
                // Nothing is wrong with the key.
                break;
        }
    }

    /// <summary>The upstream answered 401 or 403: the key takes no new work.</summary>
    public void Refused(Upstream upstream, PoolKeyOptions key)
    {
        if (states.GetOrAdd((upstream.Name, key.Id), _ => new PoolKeyState()).Disable("refused by the upstream"))
        {
            Log.Disabled(logger, upstream.Name, key.Id);
        }
    }

    private PoolKeyState State(Target target) =>
        states.GetOrAdd((target.Upstream.Name, target.Key.Id), _ => new PoolKeyState());

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
