using System.Text;

namespace Gateway.Upstreams;

/// <summary>
/// Takes an upstream's keys out of what it answers, before anything of it is read or cut to a length: it may repeat them
/// anywhere, in a code or in metadata too.
/// </summary>
internal sealed class SecretRemover(IEnumerable<PoolKeyOptions> keys)
{
    // As in SafeMessage: what is shorter is no key, and would be found everywhere.
    private const int Shortest = 4;

    private readonly byte[][] secrets = [.. keys.Where(key => key.Secret.Length >= Shortest).Select(key => Encoding.UTF8.GetBytes(key.Secret))];

    public byte[] Remove(byte[] body)
    {
        foreach (var secret in secrets)
        {
            if (body.AsSpan().IndexOf(secret) >= 0)
            {
                body = Replaced(body, secret);
            }
        }

        return body;
    }

    private static byte[] Replaced(ReadOnlySpan<byte> body, ReadOnlySpan<byte> secret)
    {
        var cleaned = new List<byte>(body.Length);
        for (int at; (at = body.IndexOf(secret)) >= 0; body = body[(at + secret.Length)..])
        {
            cleaned.AddRange(body[..at]);
            cleaned.AddRange("[removed]"u8);
        }

        cleaned.AddRange(body);
        return [.. cleaned];
    }
}
