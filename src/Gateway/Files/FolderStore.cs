using System.Globalization;
using Gateway.Canonical;

namespace Gateway.Files;

/// <summary>Files in a folder of this machine, or one that all replicas share.</summary>
internal sealed class FolderStore(string folder) : IFileStore
{
    private const string Half = ".part";
    private const int Buffer = 128 * 1024;

    private static long written;

    public async Task<long> Write(string name, Stream content, CancellationToken cancel)
    {
        var path = PathOf(name);
        PrivateFiles.MakeFolderOf(path);
        DeleteHalves(path);
        var half = string.Create(CultureInfo.InvariantCulture, $"{path}.{Environment.ProcessId}-{Interlocked.Increment(ref written)}{Half}");
        try
        {
            await using (var stream = PrivateFiles.OpenOrCreate(half, FileShare.Read))
            {
                await content.CopyToAsync(stream, Buffer, cancel);
                // Before it has its name, or a power cut could leave the name without the bytes.
                stream.Flush(flushToDisk: true);
            }

            File.Move(half, path, overwrite: true);
        }
        catch
        {
            File.Delete(half);
            throw;
        }

        return new FileInfo(path).Length;
    }

    public Task<Stream?> Open(string name, long from, long count, CancellationToken cancel)
    {
        try
        {
            var stream = new FileStream(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous);
            stream.Position = from;
            return Task.FromResult<Stream?>(stream);
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task Delete(string name, CancellationToken cancel)
    {
        var path = PathOf(name);
        if (Directory.Exists(Path.GetDirectoryName(path)))
        {
            DeleteHalves(path);
            File.Delete(path);
        }

        return Task.CompletedTask;
    }

    /// <summary>What a process that has died left behind.</summary>
    private static void DeleteHalves(string path)
    {
        foreach (var half in Directory.GetFiles(Path.GetDirectoryName(path)!, $"{Path.GetFileName(path)}.*{Half}"))
        {
            File.Delete(half);
        }
    }

    private string PathOf(string name) => Path.GetFullPath(Path.Combine(folder, name));
}
