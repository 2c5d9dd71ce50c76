using System.Text;
using Gateway.Dialects;

namespace Gateway.Upstreams;

/// <summary>Makes an upstream's message fit for a client, the log and the store: no key, no host or URL of an upstream, no control characters.</summary>
internal sealed class SafeMessage(UpstreamRegistry upstreams)
{
    /// <summary>Room for the longest message that is worth reading whole: the sandbox's list of its directives.</summary>
    private const int Longest = 1000;

    private readonly string[] unwanted =
    [
        .. upstreams.All
            .SelectMany(upstream => upstream.Options.Keys.Select(key => key.Secret).Append(upstream.Options.BaseUrl.Host).Append(Domain(upstream.Options.BaseUrl.Host)))
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

        var text = WithoutUrls(message);
        foreach (var secret in unwanted)
        {
            text = text.Replace(secret, "[removed]", StringComparison.OrdinalIgnoreCase);
        }

        return text.Length <= Longest ? text : LenientJson.Shorten(text, Longest) + "…";
    }

    private static string WithoutUrls(string message)
    {
        var safe = new StringBuilder(message.Length);
        foreach (var word in new string([.. message.Select(character => char.IsControl(character) ? ' ' : character)])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var isSecret = word.Contains("://", StringComparison.Ordinal) || word.StartsWith("sk-", StringComparison.Ordinal);
            safe.Append(safe.Length > 0 ? " " : "").Append(isSecret ? "[removed]" : word);
        }

        return safe.ToString();
    }

    // "api.example.com" is known by "example.com" too. An address in numbers has no such part.
    private static string Domain(string host)
    {
        var labels = host.Split('.');
        return labels.Length > 2 && !char.IsAsciiDigit(labels[^1][0]) ? string.Join('.', labels[^2..]) : host;
    }
}
