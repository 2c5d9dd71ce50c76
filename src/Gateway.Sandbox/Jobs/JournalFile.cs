namespace Gateway.Sandbox.Jobs;

/// <summary>The journal's file: one process writes it, and only that process's user reads it, for it holds what clients sent.</summary>
internal static class JournalFile
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // Behind all jobs, so that others may read them.
    private const long LockedByte = long.MaxValue - 1;

    /// <exception cref="IOException">Another process has it, or it can't be made.</exception>
    public static FileStream Open(string path)
    {
        MakeFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = OperatingSystem.IsMacOS() ? FileShare.None : FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Own;
        }

        var file = new FileStream(path, options);
        try
        {
            // macOS has no lock on a part of a file.
            if (!OperatingSystem.IsMacOS())
            {
                file.Lock(LockedByte, 1);
            }

            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    // One by one: a mode that is given for a whole path counts for its last folder only.
    private static void MakeFolder(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        if (Path.GetDirectoryName(folder) is { } parent)
        {
            MakeFolder(parent);
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, Own | UnixFileMode.UserExecute);
        }
    }
}
