using System.Data;
using System.Globalization;
using Gateway.Storage.Sqlite;

namespace Gateway.Storage.Moving;

/// <summary>Copies a SQLite file into an empty PostgreSQL database.</summary>
/// <param name="output">Where it says what it has done.</param>
/// <param name="progress">Where it says how far it is, given how many rows there are.</param>
internal sealed class StoreCopy(CopyOptions options, TimeProvider time, TextWriter output, Func<long, CopyProgress> progress)
{
    /// <exception cref="DataException">The file or the database is not as it has to be.</exception>
    /// <exception cref="IOException">A gateway runs on the file, or it can't be read.</exception>
    /// <exception cref="System.Data.Common.DbException">One of the engines said no.</exception>
    public async Task Run()
    {
        var started = time.GetTimestamp();
        using var file = new CopySource(options, time);
        await using var database = new CopyTarget(options, time);
        if (file.Schema < SqliteMigrations.Newest)
        {
            output.WriteLine($"The file is at schema {file.Schema}; it is copied as schema {SqliteMigrations.Newest}, and stays as it is itself.");
        }

        await database.Migrate();
        var plan = CopyPlan.Of(file.Columns(), await database.Columns());
        if (plan.Faults.Count > 0)
        {
            throw new DataException($"The schemas don't fit: {string.Join("; ", plan.Faults)}.");
        }

        await database.Mark(plan.Tables);
        var expected = plan.Tables.Select(file.Sums).ToList();
        var rows = expected.Sum(table => table.Rows);
        var line = progress(rows);
        IReadOnlyList<TableSums> arrived;
        try
        {
            arrived = await database.Fill(file, plan.Tables, expected, line.Moved);
        }
        finally
        {
            line.End();
        }

        var took = time.GetElapsedTime(started);
        foreach (var table in arrived)
        {
            output.WriteLine($"  {table}");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Copied {rows:N0} rows in {took.TotalSeconds:N1} s. Every count and every sum is that of the file."));
        output.WriteLine($"{options.File} is as it was. Do not start a gateway on it again while one runs on the copy: both would work on the same tasks.");
    }
}
