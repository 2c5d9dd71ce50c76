using System.Globalization;
using System.Text;

namespace Gateway.Benchmarks.Report;

/// <summary>What a run has to say: on the console at once, and in a file at the end.</summary>
internal sealed class Document(Agenda agenda)
{
    private readonly StringBuilder all = new();

    public void Say(FormattableString text) => Write(text.ToString(CultureInfo.InvariantCulture));

    public void Say(Table table) => Write(table.ToString());

    /// <summary>For whoever watches; not part of the report.</summary>
    public Agenda Agenda => agenda;

    public void Save(string file) => File.WriteAllText(file, all.ToString());

    private void Write(string text)
    {
        agenda.Clear();
        Console.WriteLine(text);
        all.Append(text).Append('\n');
    }
}
