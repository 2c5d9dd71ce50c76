namespace Gateway.Storage.Sqlite;

/// <summary>A statement that is run often. Each connection prepares it once and finds it by its number; its values have places and no names.</summary>
internal sealed class Sql(string text)
{
    private static int count;

    public string Text => text;

    public int Number { get; } = Interlocked.Increment(ref count);
}
