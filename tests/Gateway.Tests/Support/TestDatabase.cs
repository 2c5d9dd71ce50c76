using System.Data.Common;
using System.Globalization;
using Gateway.Storage;
using Gateway.Tasks;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Support;

/// <summary>A store of one test, gone afterwards, which the test can also look into and meddle with from outside.</summary>
internal abstract class TestDatabase : IAsyncDisposable
{
    /// <summary>As the setting <c>Storage:Provider</c>.</summary>
    public abstract string Provider { get; }

    /// <summary>As the setting <c>Storage:ConnectionString</c>.</summary>
    public abstract string ConnectionString { get; }

    /// <summary>As the setting <c>Storage:ListenConnectionString</c>.</summary>
    public virtual string? ListenConnectionString => null;

    /// <summary>What a gateway is told of it and must not tell.</summary>
    public virtual IReadOnlyList<string> Secrets => [];

    /// <summary>A new one. Skips the test when the engine is not there.</summary>
    public static async Task<TestDatabase> On(string engine)
    {
        await Engines.Require(engine);
        return engine == Engines.Sqlite ? new SqliteDatabase() : await PostgresDatabase.Create(throughPgBouncer: engine == Engines.PgBouncer);
    }

    /// <summary>The stores of a gateway on it, without the gateway.</summary>
    public ServiceProvider Open(ManualTime time)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(time);
        services.AddStorage(new StorageOptions(Provider, ConnectionString, ListenConnectionString));
        return services.BuildServiceProvider();
    }

    public void Execute(string sql)
    {
        using var connection = Connect();
        using var command = Command(connection, sql);
        command.ExecuteNonQuery();
    }

    /// <returns>The first column of the first row as text, which is empty when there is none.</returns>
    public string Ask(string sql) => Rows(sql) is [var first, ..] ? first[0] : "";

    public IReadOnlyList<IReadOnlyList<string>> Rows(string sql)
    {
        using var connection = Connect();
        using var command = Command(connection, sql);
        using var reader = command.ExecuteReader();
        var rows = new List<IReadOnlyList<string>>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(column => Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture) ?? "")]);
        }

        return rows;
    }

    /// <summary>Moves the time at which every task is looked at next.</summary>
    /// <param name="to">In SQL, where <c>due_at</c> is the time as it is.</param>
    public virtual void MoveDue(string to) => Execute($"UPDATE tasks SET due_at = {to}");

    /// <summary>Where it stands when a task is looked at next.</summary>
    public virtual string DueTable => "tasks";

    /// <summary>What the process of these stores finds that another one left open when it died.</summary>
    public virtual Task<IReadOnlyList<TaskRecord>> Abandoned(IServiceProvider stores, ManualTime time) => stores.GetRequiredService<ITaskStore>().Abandoned();

    /// <summary>Lets nobody write until it is disposed, and tells them so or lets them give up.</summary>
    public abstract IDisposable Stop();

    /// <summary>Lets everybody who writes wait until it is disposed.</summary>
    public abstract IDisposable Hold();

    /// <summary>Lets every change of a row of this table fail until it is disposed.</summary>
    /// <param name="columns">Only changes of one of these; all when there are none.</param>
    public abstract IDisposable Break(string table, params string[] columns);

    /// <summary>Lets every change of this column stand still before it is made, until it is disposed; by then whoever made one has to be dead.</summary>
    public abstract IDisposable Freeze(string table, string column);

    /// <summary>All that it holds, as the bytes of files or tables.</summary>
    public abstract IReadOnlyList<(string Name, byte[] Bytes)> Contents();

    public abstract ValueTask DisposeAsync();

    protected abstract DbConnection Connect();

    private static DbCommand Command(DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // A test's own constant.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
