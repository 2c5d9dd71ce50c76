using Gateway.Tasks;

namespace Gateway.Storage.Sqlite;

/// <summary>One of the operations that the writer commits as a group.</summary>
internal abstract class SqliteOperation
{
    /// <returns>Whether nobody waits for it any more; then it has ended.</returns>
    public virtual bool IsLeft() => false;

    /// <summary>Writes by statements of its own, before anything is decided.</summary>
    public virtual void Write(SqliteSession session, Facts facts)
    {
    }

    public virtual void Name(Needs needs)
    {
    }

    public virtual void Decide(Facts facts)
    {
    }

    public abstract void Succeed();

    public abstract void Fail(Exception problem);
}
