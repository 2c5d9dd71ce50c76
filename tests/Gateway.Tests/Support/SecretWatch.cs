using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace Gateway.Tests.Support;

/// <summary>
/// Searches what a gateway left behind, in log, answers and store, for every secret that it was given or made.
/// Each gateway of each test is searched at its end.
/// </summary>
internal sealed partial class SecretWatch
{
    private readonly HashSet<string> secrets = [];

    /// <summary>What every client was told.</summary>
    public ConcurrentQueue<string> Answers { get; } = new();

    public void Learn(string secret) => secrets.Add(secret);

    /// <summary>Takes the secrets out of settings.</summary>
    public void Learn(IEnumerable<KeyValuePair<string, string?>> settings)
    {
        foreach (var (name, value) in settings)
        {
            if (SecretSetting().IsMatch(name) && value is not null && !value.StartsWith("env:", StringComparison.Ordinal) && !value.StartsWith("file:", StringComparison.Ordinal))
            {
                secrets.Add(value);
            }
        }
    }

    /// <param name="kept">What is in files and tables.</param>
    /// <returns>Where a secret was found, a line each.</returns>
    public IReadOnlyList<string> Search(IEnumerable<string> log, IReadOnlyList<(string Name, byte[] Bytes)> kept)
    {
        var made = Answers.SelectMany(answer => MadeKey().Matches(answer).Select(match => (Key: match.Groups["key"].Value, Answer: answer)))
            .DistinctBy(shown => shown.Key).ToDictionary(shown => shown.Key, shown => shown.Answer);
        return
        [
            .. from secret in secrets.Concat(made.Keys)
               from found in Lines("log", secret, log)
                   .Concat(Lines("answer", secret, Answers.Where(answer => answer != made.GetValueOrDefault(secret))))
                   .Concat(kept.Where(place => place.Bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) >= 0).Select(place => $"{secret} in {place.Name}"))
               select found,
        ];
    }

    private static IEnumerable<string> Lines(string where, string secret, IEnumerable<string> texts) =>
        texts.Where(text => text.Contains(secret, StringComparison.OrdinalIgnoreCase)).Select(text => $"{secret} in {where}: {text}");

    [GeneratedRegex("^(Clients(:|__)[0-9]+(:|__)Key|Admin(:|__)(Operators(:|__)[0-9]+(:|__))?Key|Results(:|__)S3(:|__)SecretKey|Signing(:|__)(Previous)?Key|Upstreams(:|__).*(:|__)Secret)$")]
    private static partial Regex SecretSetting();

    /// <summary>The one answer that shows a new key.</summary>
    [GeneratedRegex("\"key\":\"(?<key>sk-[A-Za-z0-9_-]{43})\"")]
    private static partial Regex MadeKey();
}
