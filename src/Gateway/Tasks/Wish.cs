namespace Gateway.Tasks;

/// <summary>
/// A change that somebody wants made. It says what has to be known, and then decides: purely, from what was loaded, with
/// no clock, no statement and no call back. Engines only load, save and commit (docs/decisions/0016).
/// </summary>
internal abstract record Wish<TResult>
{
    public abstract void Name(Needs needs);

    public abstract Decision<TResult> Decide(Facts facts);
}
