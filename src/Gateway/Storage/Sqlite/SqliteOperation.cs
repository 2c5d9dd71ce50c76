using Gateway.Tasks;

namespace Gateway.Storage.Sqlite;

/// <summary>An operation that writes by statements of its own, before anything of its group is decided.</summary>
internal abstract class SqliteOperation : Operation
{
    public abstract void Write(SqliteSession session, Facts facts);
}
