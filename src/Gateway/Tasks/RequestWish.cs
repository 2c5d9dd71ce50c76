using Gateway.Canonical;
using Gateway.Quotas;

namespace Gateway.Tasks;

/// <summary>That a call which makes no task counts among the requests a minute of its key and of its team.</summary>
internal sealed record RequestWish(string KeyId, string TeamName, int? OfKey, int? OfTeam) : Wish<RequestResult>
{
    private AccountId Key => AccountId.Key(KeyId);

    private AccountId Team => AccountId.Team(TeamName);

    private Limits KeyLimits => Limits.None with { RequestsPerMinute = OfKey };

    private Limits TeamLimits => Limits.None with { RequestsPerMinute = OfTeam };

    public override void Name(Needs needs)
    {
        needs.Account(Key, KeyLimits, default);
        needs.Account(Team, TeamLimits, default);
    }

    public override Decision<RequestResult> Decide(Facts facts)
    {
        var key = facts.Accounts.Use(Key, KeyLimits, facts.Now);
        var team = facts.Accounts.Use(Team, TeamLimits, facts.Now);
        var refusal = Admission.Check(Account.Key, KeyLimits, key, Credits.Zero, facts.Now)
            ?? Admission.Check(Account.Team, TeamLimits, team, Credits.Zero, facts.Now);
        if (refusal is not null)
        {
            return new(new RequestResult(refusal, null));
        }

        var taken = TakenRates.Of(KeyLimits, key, TeamLimits, team, facts.Now);
        return new(new RequestResult(null, taken.Nearest), Taken: taken.Buckets(Key, Team));
    }
}
