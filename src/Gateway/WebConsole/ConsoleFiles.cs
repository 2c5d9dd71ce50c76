using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.StaticFiles;

namespace Gateway.WebConsole;

/// <summary>The console's files, which are part of the assembly.</summary>
/// <param name="source">In Development the folder that they are made from, so that a change is seen at the next reload; else null.</param>
internal sealed class ConsoleFiles(string? source)
{
    /// <summary>Seen from the repository's root, where <c>dotnet run</c> works.</summary>
    public const string Source = "src/Gateway/WebConsole/site";

    private const string Prefix = "console/";

    private static readonly FileExtensionContentTypeProvider Types = new();

    private readonly Lazy<Dictionary<string, ConsoleFile>> embedded = new(ReadAll);

    /// <param name="path">Relative to the console's address; empty is its page.</param>
    public ConsoleFile? Find(string path)
    {
        var name = path.Length == 0 ? "index.html" : path;
        return source is null ? embedded.Value.GetValueOrDefault(name) : FindIn(source, name);
    }

    private static ConsoleFile? FindIn(string folder, string name)
    {
        // A path may try to leave the folder.
        var file = Path.GetFullPath(Path.Combine(folder, name));
        return file.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) && File.Exists(file) ? Make(name, File.ReadAllBytes(file)) : null;
    }

    private static Dictionary<string, ConsoleFile> ReadAll()
    {
        var assembly = typeof(ConsoleFiles).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(name => name[Prefix.Length..].Replace('\\', '/'), name =>
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                var bytes = new byte[stream.Length];
                stream.ReadExactly(bytes);
                return Make(name, bytes);
            });
    }

    private static ConsoleFile Make(string name, byte[] bytes)
    {
        var type = Types.TryGetContentType(name, out var known) ? known : "application/octet-stream";
        var tag = Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 12));
        return new ConsoleFile(
            bytes, Pack(bytes), type.StartsWith("text/", StringComparison.Ordinal) ? $"{type}; charset=utf-8" : type, new($"\"{tag}\""), new($"\"{tag}-gzip\""));
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
