using System.Globalization;

namespace Gateway.Progress;

/// <summary>
/// Shows whoever watches how far something long is: one line that is written over on a terminal, else a line now and then.
/// </summary>
internal sealed class ProgressLine(TextWriter writer, bool isTerminal, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly DateTimeOffset started = time.GetUtcNow();
    private DateTimeOffset? shown;
    private int width;

    public static ProgressLine OfConsole() => new(Console.Error, !Console.IsErrorRedirected, TimeProvider.System);

    /// <param name="done">How much of it is done, from 0 to 1.</param>
    public void Show(double done, string text)
    {
        if (!isTerminal && time.GetUtcNow() - shown < Pause)
        {
            return;
        }

        shown = time.GetUtcNow();
        var line = $"{text}, {Times(done)}";
        if (isTerminal)
        {
            writer.Write('\r' + line.PadRight(width));
            width = line.Length;
        }
        else
        {
            writer.WriteLine(line);
        }
    }

    /// <summary>Makes room for other lines.</summary>
    public void Clear()
    {
        if (isTerminal && width > 0)
        {
            writer.Write('\r' + new string(' ', width) + '\r');
            width = 0;
        }
    }

    private string Times(double done)
    {
        var elapsed = time.GetUtcNow() - started;
        var text = $"{Text(elapsed)} elapsed";
        if (done is <= 0 or >= 1)
        {
            return text;
        }

        var left = elapsed * ((1 - done) / done);
        var end = time.GetLocalNow() + left;
        return text + string.Create(CultureInfo.InvariantCulture, $", ends in about {Text(left)}, at {end:HH:mm:ss}");
    }

    private static string Text(TimeSpan time) => time.ToString(time >= TimeSpan.FromHours(1) ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);
}
