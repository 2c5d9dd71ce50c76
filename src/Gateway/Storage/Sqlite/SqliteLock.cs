using System.Globalization;
using System.Runtime.Versioning;
using System.Text;
using Gateway.Canonical;

namespace Gateway.Storage.Sqlite;

/// <summary>
/// Held for as long as this process uses the database: a second gateway would take what the first has in hand for left
/// behind. The system drops it with the process, however that ends, so no lock is ever stale. SQLite itself locks
/// nothing more than usual, and others may look into the database. Why this way: docs/decisions/0012.
/// </summary>
internal sealed class SqliteLock : IDisposable
{
    // Behind all text: where a locked part can't be read, as on Windows, the text can be.
    private const long LockedByte = long.MaxValue - 1;

    private readonly FileStream file;

    private SqliteLock(FileStream file) => this.file = file;

    /// <exception cref="IOException">Another process has it; the message says which.</exception>
    public static SqliteLock Take(string database, TimeProvider time)
    {
        // macOS has no lock on a part of a file.
        var file = PrivateFiles.OpenOrCreate(database + ".lock", OperatingSystem.IsMacOS() ? FileShare.None : FileShare.ReadWrite);
        try
        {
            if (!OperatingSystem.IsMacOS())
            {
                Lock(file);
            }

            var owner = string.Create(
                CultureInfo.InvariantCulture, $"process {Environment.ProcessId} on {Environment.MachineName} since {time.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ}\n");
            file.SetLength(0);
            file.Write(Encoding.UTF8.GetBytes(owner));
            return new SqliteLock(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Dispose() => file.Dispose();

    [UnsupportedOSPlatform("macos")]
    private static void Lock(FileStream file)
    {
        try
        {
            file.Lock(LockedByte, 1);
        }
        catch (IOException problem)
        {
            using var reader = new StreamReader(file, leaveOpen: true);
            var owner = reader.ReadToEnd().Trim();
            throw new IOException($"another gateway has it{(owner.Length > 0 ? ", " : "")}{owner}; {file.Name} is locked.", problem);
        }
    }
}
