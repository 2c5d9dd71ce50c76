namespace Gateway.Benchmarks;

/// <summary>What to run.</summary>
/// <param name="Quick">A few minutes instead of a quarter of an hour: shorter rounds, smaller stores.</param>
/// <param name="Only">Names of <see cref="Runner.Parts"/>; all but soak when empty.</param>
/// <param name="Data">Where the stores are made; they are deleted at the end.</param>
/// <param name="Out">A file for the report, or null.</param>
/// <param name="Postgres">The server that the stores are made on instead, as a connection string; null for SQLite.</param>
internal sealed record Options(bool Quick, IReadOnlyList<string> Only, string Data, string? Out, string? Postgres)
{
    public const string Usage = """
        dotnet run -c Release --project tests/Gateway.Benchmarks -- [--quick] [--only create,status,open,telemetry,growth,running,waiting,callbacks,content,soak]
            soak takes an hour and runs only when it is named; with --postgres on two replicas
            [--data FOLDER]   where the stores are made (default: the temporary folder)
            [--out FILE]      also write the report there
            [--postgres "Host=127.0.0.1;Username=postgres"]   on that server instead of SQLite, also with two replicas;
                              the user has to be allowed to create databases, which are dropped at the end
        """;

    /// <returns>Null when the arguments can't be read.</returns>
    public static Options? Read(string[] args)
    {
        var options = new Options(false, [], Path.GetTempPath(), null, null);
        for (var i = 0; i < args.Length && options is not null; i++)
        {
            options = args[i] switch
            {
                "--quick" => options with { Quick = true },
                "--only" when i + 1 < args.Length => options with { Only = args[++i].Split(',') },
                "--data" when i + 1 < args.Length => options with { Data = args[++i] },
                "--out" when i + 1 < args.Length => options with { Out = args[++i] },
                "--postgres" when i + 1 < args.Length => options with { Postgres = args[++i] },
                _ => null,
            };
        }

        return options is not null && options.Only.All(part => Runner.Parts.Contains(part)) ? options : null;
    }

    public bool Runs(string part) => (Only.Count == 0 && part != Benchmarks.Runs.SoakRun.Name) || Only.Contains(part);
}
