namespace Gateway.Signing;

/// <summary>
/// Two processes that sign with different secrets would refuse each other's links, and a receiver would believe only one of
/// them: so a start with another secret than the store's is refused (docs/decisions/0040).
/// </summary>
internal static class SigningCheck
{
    /// <returns>What keeps the gateway from starting.</returns>
    public static async Task<IReadOnlyList<string>> Faults(SigningKeys keys, ISigningStore store)
    {
        if (!keys.AreSet)
        {
            return [];
        }

        var current = keys.All[0].CheckValue;
        return await store.Claim(current, keys.All.Count > 1 ? keys.All[1].CheckValue : null) == current
            ? []
            : ["Signing:Key is another than this store's gateways sign with; set the same one, or, to change it, the earlier one as Signing:PreviousKey beside it"];
    }
}
