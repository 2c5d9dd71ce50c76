namespace Gateway.Quotas;

/// <summary>The words of <see cref="Account"/> in the store.</summary>
internal static class AccountNames
{
    public static string Word(this Account account) => account == Account.Key ? "key" : "team";

    public static Account Parse(string word) => word == "key" ? Account.Key : Account.Team;
}
