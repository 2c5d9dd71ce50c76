using System.Runtime.InteropServices;

namespace Gateway.Storage.Sqlite;

/// <summary>
/// The few calls of SQLite that are made for every value of every row. SQLitePCLRaw counts references to the handle around
/// each of them, which was a fifth of what a group's writing cost; here the statement object keeps its handle alive itself.
/// </summary>
internal static partial class SqliteNative
{
    private const string Library = "e_sqlite3";

    /// <summary>SQLITE_TRANSIENT: SQLite copies the text before the call returns.</summary>
    private const nint Copied = -1;

    private static readonly byte[] Nothing = [0];

    public static int BindText(nint statement, int place, ReadOnlySpan<byte> utf8) =>
        // An empty span has no address, and would be bound as NULL.
        BindText(statement, place, in MemoryMarshal.GetReference(utf8.IsEmpty ? Nothing : utf8), utf8.Length, Copied);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_int64")]
    [SuppressGCTransition]
    public static partial int BindNumber(nint statement, int place, long value);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_null")]
    [SuppressGCTransition]
    public static partial int BindNull(nint statement, int place);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_text")]
    private static partial int BindText(nint statement, int place, in byte text, int length, nint destructor);
}
