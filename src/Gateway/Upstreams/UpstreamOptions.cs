using Gateway.Configuration;

namespace Gateway.Upstreams;

/// <summary>One upstream: where it is, how it is spoken to, and with which keys.</summary>
/// <param name="Enabled">A disabled upstream takes no new work, but still polls what it owes.</param>
/// <param name="SubmitTimeout">For the whole answer to a create; what comes later is ambiguous.</param>
/// <param name="PollTimeout">For the whole answer to a poll.</param>
/// <param name="IdempotentResend">The operator's word that it honours an Idempotency-Key for good: an unknown submission may then be resent with its own.</param>
/// <param name="Keys">The pool; none means that the upstream can't be used.</param>
internal sealed record UpstreamOptions(
    string Name, string Dialect, bool Enabled, Uri BaseUrl, TimeSpan SubmitTimeout, TimeSpan PollTimeout, bool IdempotentResend, IReadOnlyList<PoolKeyOptions> Keys)
{
    /// <summary>What no answer is waited for longer than.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    public static IReadOnlyList<UpstreamOptions> ReadAll(ConfigReader upstreams, IReadOnlyCollection<string> dialects) =>
        [.. upstreams.Children().Select(section => Read(section, dialects))];

    private static UpstreamOptions Read(ConfigReader section, IReadOnlyCollection<string> dialects)
    {
        var keys = section.Section("Keys").Children().Select(PoolKeyOptions.Read).ToList();
        foreach (var id in keys.GroupBy(key => key.Id).Where(group => group.Count() > 1).Select(group => group.Key))
        {
            section.Fault("Keys", $"has the Id '{id}' more than once");
        }

        if (!section.Key.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.'))
        {
            // It travels in the X-Gateway-Upstream header.
            section.Fault("is no name for an upstream; allowed: ASCII letters, digits, '-', '_' and '.'");
        }

        // Settings don't tell case apart: UPSTREAMS__TOAPIS__… in the environment is the toapis of the file.
        var name = section.Key.ToLowerInvariant();
        return new UpstreamOptions(
            name,
            section.OneOf("Dialect", name, dialects),
            section.Bool("Enabled", true),
            ReadBaseUrl(section),
            section.Time("SubmitTimeout", TimeSpan.FromMinutes(1), Shortest, Longest),
            section.Time("PollTimeout", TimeSpan.FromSeconds(30), Shortest, Longest),
            section.Bool("IdempotentResend", false),
            keys);
    }

    private static Uri ReadBaseUrl(ConfigReader section)
    {
        var text = section.Required("BaseUrl").TrimEnd('/');
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", UserInfo: "", Query: "", Fragment: "" })
        {
            return url!;
        }

        if (text.Length > 0)
        {
            section.Fault("BaseUrl", "is not usable; allowed: an absolute http or https URL without user, query and fragment");
        }

        return new Uri("http://localhost");
    }
}
