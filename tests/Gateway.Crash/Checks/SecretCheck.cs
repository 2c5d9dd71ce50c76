using System.Text;
using Gateway.Crash.World;

namespace Gateway.Crash.Checks;

/// <summary>No client's and no upstream's key is to be found in what clients were told, or in the log and the store.</summary>
internal static class SecretCheck
{
    public static void CheckAnswer(string answer, Cast cast, Findings findings)
    {
        foreach (var secret in cast.Secrets)
        {
            findings.Require(!answer.Contains(secret, StringComparison.OrdinalIgnoreCase), ViolationKinds.Secret, $"{secret} in {answer}");
        }
    }

    /// <returns>How many bytes were searched.</returns>
    public static long CheckFiles(string folder, Cast cast, Findings findings)
    {
        var searched = 0L;
        foreach (var file in Directory.GetFiles(folder))
        {
            var bytes = Read(file);
            searched += bytes.Length;
            foreach (var secret in cast.Secrets)
            {
                findings.Require(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) < 0, ViolationKinds.Secret, $"{secret} in {Path.GetFileName(file)}");
            }
        }

        return searched;
    }

    /// <summary>Reads a file that others still have open for writing.</summary>
    public static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
