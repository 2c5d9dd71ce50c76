namespace Gateway.Tasks;

/// <summary>What follows from a wish.</summary>
/// <param name="Result">What whoever wished is told once the changes are on disk.</param>
/// <param name="Changes">Null when nothing changes.</param>
internal readonly record struct Decision<TResult>(TResult Result, Changes? Changes = null);
