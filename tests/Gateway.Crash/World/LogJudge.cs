namespace Gateway.Crash.World;

/// <summary>Reads what a gateway logs: an error needs a reason. Lines come one after the other.</summary>
internal sealed class LogJudge(string gateway, TroubleTimes trouble, Findings findings, TimeProvider time)
{
    private const string NoStore = "The store can't be";

    /// <summary>
    /// PostgreSQL's words for a process that stood still inside a transaction, and for those that waited for it: the machine
    /// had more to do than anybody waits for.
    /// </summary>
    private static readonly string[] StoodStill = ["25P03", "55P03"];

    private string? unexplained;
    private int excused;

    /// <summary>Errors that had a reason.</summary>
    public int Excused => Volatile.Read(ref excused);

    public void Read(string line)
    {
        if (unexplained is { } error)
        {
            unexplained = null;
            Judge(error, StoodStill.Any(code => line.Contains(code, StringComparison.Ordinal)));
        }

        if (!line.Contains(" ERR ", StringComparison.Ordinal) && !line.Contains(" FTL ", StringComparison.Ordinal))
        {
            return;
        }

        if (line.Contains(NoStore, StringComparison.Ordinal))
        {
            // The next line says why.
            unexplained = line;
        }
        else
        {
            Judge(line, hasReason: false);
        }
    }

    private void Judge(string line, bool hasReason)
    {
        if (hasReason || trouble.Touches(time.Now(), time.Now()))
        {
            Interlocked.Increment(ref excused);
        }
        else
        {
            findings.Add(ViolationKinds.GatewayError, $"{gateway}: {line}");
        }
    }
}
