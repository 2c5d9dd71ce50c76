using System.Globalization;

namespace Gateway.Storage.Moving;

/// <summary>How far a copy is: one line that is written over on a terminal, else a line now and then.</summary>
internal sealed class CopyProgress(TextWriter writer, bool isTerminal, TimeProvider time, long all)
{
    private readonly TimeSpan pause = isTerminal ? TimeSpan.FromMilliseconds(200) : TimeSpan.FromSeconds(10);
    private readonly long started = time.GetTimestamp();
    private TimeSpan? shown;
    private long done;
    private int width;

    public void Moved(string table, long rows)
    {
        done += rows;
        var elapsed = time.GetElapsedTime(started);
        if (elapsed - shown < pause)
        {
            return;
        }

        shown = elapsed;
        var left = done == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", about {elapsed * ((double)(all - done) / done):h\\:mm\\:ss} left");
        var line = string.Create(CultureInfo.InvariantCulture, $"{done:N0} of {all:N0} rows ({table}), {elapsed:h\\:mm\\:ss} elapsed{left}");
        writer.Write(isTerminal ? '\r' + line.PadRight(width) : line + Environment.NewLine);
        width = line.Length;
    }

    /// <summary>Makes room for other lines.</summary>
    public void End()
    {
        if (isTerminal && shown is not null)
        {
            writer.WriteLine();
        }
    }
}
