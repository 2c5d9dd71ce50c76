using System.Text;
using Gateway.Canonical;

namespace Gateway.Signing;

/// <summary>The signing key of a developer who has set none: made once, in a file that nobody else can open.</summary>
/// <param name="fill">Fills a span with random bytes.</param>
internal sealed class MadeKey(string file, IdSource.RandomFill fill)
{
    public const string UsualFile = "data/signing.key";

    public string ReadOrMake()
    {
        if (!File.Exists(file))
        {
            Make();
        }

        return File.ReadAllText(file).Trim();
    }

    /// <summary>Of two processes that start together one makes it; none reads half of it.</summary>
    private void Make()
    {
        Span<byte> bytes = stackalloc byte[SigningKey.Length];
        fill(bytes);
        PrivateFiles.MakeFolderOf(file);
        var half = $"{file}.{Environment.ProcessId}";
        using (var stream = PrivateFiles.OpenOrCreate(half, FileShare.None))
        {
            stream.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes)));
            stream.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(half, file);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(half);
        }
    }
}
