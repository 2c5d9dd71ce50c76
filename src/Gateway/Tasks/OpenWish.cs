using Gateway.Quotas;
using Gateway.Routing;

namespace Gateway.Tasks;

/// <summary>
/// That a task comes to be. One transaction before anything is sent: idempotency, limits, budget reserved, the pool key's
/// place taken, task and attempt written.
/// </summary>
/// <param name="Task">The task, queued.</param>
/// <param name="RequestJson">The resolved request.</param>
/// <param name="KeyLimits">The limits of the key that asks.</param>
/// <param name="TeamLimits">The limits of its team.</param>
/// <param name="Offers">The pool keys that could take it now, in order of preference.</param>
/// <param name="AttemptId">Of its first attempt.</param>
internal sealed record OpenWish(
    TaskRecord Task, string RequestJson, IdempotencyClaim? Claim, Limits KeyLimits, Limits TeamLimits, QueueLimits Queue,
    IReadOnlyList<Offer> Offers, string AttemptId) : Wish<OpenResult>
{
    private AccountId Key => AccountId.Key(Task.KeyId);

    private AccountId Team => AccountId.Team(Task.Team);

    public override void Name(Needs needs)
    {
        if (Claim is not null)
        {
            needs.Claims.Add((Task.KeyId, Claim.Key));
        }

        // The budget's period is the one that the price will be booked in: midnight may have passed since the task was made.
        needs.Account(Key, KeyLimits, Task.CreatedAt);
        needs.Account(Team, TeamLimits, Task.CreatedAt);
        needs.Offers(Offers);
        needs.Queues.Add(QueuePlace.Of(Task));
    }

    public override Decision<OpenResult> Decide(Facts facts)
    {
        if (Earlier(facts) is { } earlier)
        {
            return new(earlier);
        }

        var key = facts.Accounts.Use(Key, KeyLimits, Task.CreatedAt);
        var team = facts.Accounts.Use(Team, TeamLimits, Task.CreatedAt);
        var refusal = Admission.Check(Account.Key, KeyLimits, key, Task.Price, facts.Now)
            ?? Admission.Check(Account.Team, TeamLimits, team, Task.Price, facts.Now);
        if (refusal is not null)
        {
            return new(new OpenResult.OverLimit(refusal));
        }

        var offers = Placement.Enabled(Offers, facts);
        if (offers.Count == 0)
        {
            return new(new OpenResult.NoKey());
        }

        var place = QueuePlace.Of(Task);
        var offer = facts.Queues.IsAnyWaiting(place) ? null : Placement.Choose(offers, facts);
        if (offer is null && Queue.IsFull(facts.Queues, Task.Team))
        {
            return new(new OpenResult.QueueFull());
        }

        var changes = offer is null
            ? new Changes(null, Task with { Turn = facts.Queues.NextTurn(place) })
            : Attempts.Begin(null, Task, offer, AttemptId, 1, facts);
        return Opened(changes with { RequestJson = RequestJson, Claimed = Claim }, key, team, facts);
    }

    private OpenResult? Earlier(Facts facts) =>
        Claim is null || facts.Claim(Task.KeyId, Claim.Key) is not { } earlier || earlier.ExpiresAt <= Claim.MadeAt ? null
        : earlier.Fingerprint == Claim.Fingerprint ? new OpenResult.Replay(earlier.TaskId)
        : new OpenResult.Conflict();

    private Decision<OpenResult> Opened(Changes changes, AccountUse key, AccountUse team, Facts facts)
    {
        var taken = TakenRates.Of(KeyLimits, key, TeamLimits, team, facts.Now);
        return new(
            changes.Opened is not null
                ? new OpenResult.Opened(StartedAttempt.Of(changes, facts)) { Rate = taken.Nearest }
                : new OpenResult.Queued(changes.After) { Rate = taken.Nearest },
            changes with { Rates = taken.Buckets(Key, Team) });
    }
}
