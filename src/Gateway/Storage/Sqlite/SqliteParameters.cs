using System.Globalization;

namespace Gateway.Storage.Sqlite;

/// <summary>The values of a statement that is put together: each is called by its place, from 1.</summary>
internal static class SqliteParameters
{
    public static string Place(int number) => $"@{Name(number)}";

    public static (string Name, object? Value)[] Of(IReadOnlyList<object?> values) => [.. values.Select((value, index) => (Name(index + 1), value))];

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"v{number}");
}
