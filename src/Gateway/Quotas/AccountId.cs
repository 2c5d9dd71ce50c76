namespace Gateway.Quotas;

/// <summary>One key's or one team's account.</summary>
internal readonly record struct AccountId(Account Kind, string Id)
{
    public static AccountId Key(string id) => new(Account.Key, id);

    public static AccountId Team(string id) => new(Account.Team, id);
}
