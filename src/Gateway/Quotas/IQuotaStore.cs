namespace Gateway.Quotas;

/// <summary>What has been used, for those who ask; admission itself reads it inside its transaction.</summary>
internal interface IQuotaStore
{
    ValueTask<AccountUse> Use(AccountId account, Limits limits);
}
