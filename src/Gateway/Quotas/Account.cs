namespace Gateway.Quotas;

/// <summary>Whose limit it is.</summary>
internal enum Account
{
    Key,
    Team,
}
