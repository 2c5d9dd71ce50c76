using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Gateway.Crash.Checks;

namespace Gateway.Tests.Support;

/// <summary>
/// Searches what a gateway left behind, in log, answers and files, for every secret that it was given or made.
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

    /// <returns>Where a secret was found, a line each.</returns>
    public IReadOnlyList<string> Search(IEnumerable<string> log, IEnumerable<string> files)
    {
        var made = Answers.SelectMany(answer => MadeKey().Matches(answer).Select(match => (Key: match.Groups["key"].Value, Answer: answer)))
            .DistinctBy(shown => shown.Key).ToDictionary(shown => shown.Key, shown => shown.Answer);
        var kept = files.Select(file => (Name: Path.GetFileName(file), Bytes: SecretCheck.Read(file))).ToList();
        return
        [
            .. from secret in secrets.Concat(made.Keys)
               from found in Lines("log", secret, log)
                   .Concat(Lines("answer", secret, Answers.Where(answer => answer != made.GetValueOrDefault(secret))))
                   .Concat(kept.Where(file => file.Bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) >= 0).Select(file => $"{secret} in {file.Name}"))
               select found,
        ];
    }

    private static IEnumerable<string> Lines(string where, string secret, IEnumerable<string> texts) =>
        texts.Where(text => text.Contains(secret, StringComparison.OrdinalIgnoreCase)).Select(text => $"{secret} in {where}: {text}");

    [GeneratedRegex("^(Clients(:|__)[0-9]+(:|__)Key|Admin(:|__)Key|Upstreams(:|__).*(:|__)Secret)$")]
    private static partial Regex SecretSetting();

    /// <summary>The one answer that shows a new key.</summary>
    [GeneratedRegex("\"key\":\"(?<key>sk-[A-Za-z0-9_-]{43})\"")]
    private static partial Regex MadeKey();
}
