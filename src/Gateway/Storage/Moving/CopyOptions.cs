using System.Data.Common;
using Gateway.Storage.Postgres;
using Gateway.Storage.Sqlite;

namespace Gateway.Storage.Moving;

/// <summary>What <c>--copy-store</c> is told.</summary>
/// <param name="From">The file, as SQLite's connection string.</param>
/// <param name="To">PostgreSQL's connection string.</param>
internal sealed record CopyOptions(string From, string To)
{
    public const string Command = "--copy-store";
    public const string Usage = $"{Command} --from <SQLite file> --to <PostgreSQL connection string>";

    private const string FromName = "--from";
    private const string ToName = "--to";

    public string File => SqliteFile.TargetOf(From);

    /// <returns>The options, or what is wrong with the arguments.</returns>
    public static (CopyOptions? Options, IReadOnlyList<string> Faults) Read(string[] args)
    {
        var faults = new List<string>();
        var values = new Dictionary<string, string>();
        var next = new Queue<string>(args.Where(argument => argument != Command));
        while (next.TryDequeue(out var argument))
        {
            var parts = argument.Split('=', 2);
            if (parts[0] is not (FromName or ToName))
            {
                // Not quoted: it may be a password that lacks its quotation marks.
                faults.Add($"there is an argument that is neither {FromName} nor {ToName}; a value with spaces needs quotation marks");
            }
            else if (parts.Length == 2 || next.TryDequeue(out argument))
            {
                values[parts[0]] = parts.Length == 2 ? parts[1] : argument;
            }
        }

        var from = new DbConnectionStringBuilder { ["Data Source"] = values.GetValueOrDefault(FromName, "") }.ConnectionString;
        if (!SqliteFile.IsUsable(from))
        {
            faults.Add($"{FromName} names no SQLite file; allowed: its path");
        }

        var to = values.GetValueOrDefault(ToName, "");
        if (!PostgresServer.IsUsable(to))
        {
            faults.Add($"{ToName} can't be used; allowed: {PostgresServer.Allowed}");
        }

        return faults.Count == 0 ? (new CopyOptions(from, to), faults) : (null, faults);
    }
}
