using System.Buffers;
using System.Text;
using Gateway.Dialects;

namespace Gateway.Upstreams;

/// <summary>
/// The one door for an upstream's words to a client, the log and the store: no key, no host or URL of an upstream, one
/// line, of bearable length.
/// </summary>
internal sealed class SafeMessage(UpstreamRegistry upstreams)
{
    /// <summary>Room for the longest message that is worth reading whole: the sandbox's list of its directives.</summary>
    private const int Longest = 1000;

    private const int LongestWord = 100;

    private static readonly SearchValues<char> OfWords = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    private readonly SecretRemover secrets = new(upstreams.All.SelectMany(upstream => upstream.Options.Keys));

    private readonly string[] hosts =
    [
        .. upstreams.All
            .SelectMany(upstream => (string[])[upstream.Options.BaseUrl.Host, Domain(upstream.Options.BaseUrl.Host)])
            .Where(text => text.Length > 3)
            .Distinct()
            .OrderByDescending(text => text.Length),
    ];

    public string? From(string? message)
    {
        if (string.IsNullOrWhiteSpace(message))
        {
            return null;
        }

        if (IsOneWord(message))
        {
            return message;
        }

        var text = secrets.Remove(WithoutUrls(message));
        foreach (var host in hosts)
        {
            text = text.Replace(host, UpstreamWord.Removed, StringComparison.OrdinalIgnoreCase);
        }

        return text.Length <= Longest ? text : LenientJson.Shorten(text, Longest) + "…";
    }

    /// <summary>An id, as most of an upstream's words are: nothing in it needs to be looked at more closely.</summary>
    private bool IsOneWord(string message) =>
        message.Length <= LongestWord
        && !message.AsSpan().ContainsAnyExcept(OfWords)
        && !message.StartsWith("sk-", StringComparison.Ordinal)
        && !secrets.Has(message)
        && !hosts.Any(host => message.Contains(host, StringComparison.OrdinalIgnoreCase));

    private static string WithoutUrls(string message)
    {
        var safe = new StringBuilder(message.Length);
        foreach (var word in OneLine(message).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var isSecret = word.Contains("://", StringComparison.Ordinal) || word.StartsWith("sk-", StringComparison.Ordinal);
            safe.Append(safe.Length > 0 ? " " : "").Append(isSecret ? UpstreamWord.Removed : word);
        }

        return safe.ToString();
    }

    private static string OneLine(string message) =>
        new([.. UpstreamWord.WithoutInvisible(message).Select(character => UpstreamWord.IsLineBreak(character) ? ' ' : character)]);

    // "api.example.com" is known by "example.com" too. An address in numbers has no such part.
    private static string Domain(string host)
    {
        var labels = host.Split('.');
        return labels.Length > 2 && !char.IsAsciiDigit(labels[^1][0]) ? string.Join('.', labels[^2..]) : host;
    }
}
