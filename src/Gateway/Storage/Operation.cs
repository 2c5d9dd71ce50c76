using Gateway.Tasks;

namespace Gateway.Storage;

/// <summary>One of the operations that an engine's writer commits as a group.</summary>
internal abstract class Operation
{
    /// <returns>Whether nobody waits for it any more; then it has ended.</returns>
    public virtual bool IsLeft() => false;

    public virtual void Name(Needs needs)
    {
    }

    public virtual void Decide(Facts facts)
    {
    }

    public abstract void Succeed();

    public abstract void Fail(Exception problem);
}
