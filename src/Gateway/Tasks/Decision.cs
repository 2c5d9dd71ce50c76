using Gateway.Quotas;

namespace Gateway.Tasks;

/// <summary>What follows from a wish.</summary>
/// <param name="Result">What whoever wished is told once the changes are on disk.</param>
/// <param name="Changes">Null when no task changes.</param>
/// <param name="Taken">What is taken from requests a minute by a call that changes no task: the new state of each bucket.</param>
internal readonly record struct Decision<TResult>(
    TResult Result, Changes? Changes = null, IReadOnlyList<(AccountId Account, BucketTime FullAt)>? Taken = null);
