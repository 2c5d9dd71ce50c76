using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Gateway.Crash.Store;

/// <summary>The file of one gateway.</summary>
internal sealed class SqliteStore(string path) : StoreReader
{
    static SqliteStore() => SQLitePCL.Batteries_V2.Init();

    protected override bool MayBeAway => false;

    protected override string Opener => "NULL";

    public override void Spread(string folder)
    {
        // The file itself lies there.
    }

    // Not pooled: while the gateway is dead nobody else may hold the file, or its recovery would not be tried.
    protected override DbConnection Open()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    protected override DbTransaction Begin(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: true);
}
