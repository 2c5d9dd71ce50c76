using System.Text;

namespace Gateway.Benchmarks.Report;

/// <summary>A Markdown table that is aligned, so that it can be read as plain text too.</summary>
internal sealed class Table(params string[] headers)
{
    private readonly List<string[]> rows = [];

    public void Add(params string[] cells) => rows.Add(cells);

    public override string ToString()
    {
        var widths = headers.Select((header, column) => rows.Select(row => row[column].Length).Append(header.Length).Max()).ToArray();
        var text = new StringBuilder();
        Line(text, headers, widths);
        text.Append("|:").Append(new string('-', widths[0])).Append(" |")
            .AppendJoin("|", widths.Skip(1).Select(width => new string('-', width + 1) + ":")).Append("|\n");
        rows.ForEach(row => Line(text, row, widths));
        return text.ToString();
    }

    private static void Line(StringBuilder text, string[] cells, int[] widths) => text
        .Append("| ")
        .AppendJoin(" | ", cells.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])))
        .Append(" |\n");
}
