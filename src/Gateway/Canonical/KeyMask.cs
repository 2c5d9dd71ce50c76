using System.Buffers;
using System.Text.RegularExpressions;

namespace Gateway.Canonical;

/// <summary>
/// Takes out of a path what looks like a key. A path is logged before anyone knows what is in it, and who mixes up an
/// address and a header must not find the key in the log.
/// </summary>
internal sealed partial class KeyMask
{
    private const string Mask = "***";

    // As elsewhere: what is shorter would be found everywhere.
    private const int Shortest = 4;

    private Tuple<string[], SearchValues<string>> secrets;

    /// <param name="secrets">Those of the settings, which are known and need not look like anything.</param>
    public KeyMask(IEnumerable<string> secrets) => this.secrets = Known(secrets);

    /// <summary>From now on these are taken out as well.</summary>
    public void Learn(IEnumerable<string> others) => secrets = Known(secrets.Item1.Concat(others));

    /// <returns>The path as it is written in a URL, so that nothing in it can break a log line.</returns>
    public string Path(PathString path)
    {
        var text = path.Value ?? "";
        var (all, any) = secrets;
        foreach (var secret in text.AsSpan().ContainsAny(any) ? all : [])
        {
            text = text.Replace(secret, Mask, StringComparison.OrdinalIgnoreCase);
        }

        text = Named().Replace(text, Mask);
        return new PathString(LongWord().Replace(text, word => IsRandom(word.Value) ? Mask : word.Value)).ToUriComponent();
    }

    private static Tuple<string[], SearchValues<string>> Known(IEnumerable<string> secrets)
    {
        string[] all = [.. secrets.Where(secret => secret.Length >= Shortest).Distinct().OrderByDescending(secret => secret.Length)];
        return Tuple.Create(all, SearchValues.Create(all, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Our own ids are random too, but open nothing; and names that people gave are made of short words.</summary>
    private static bool IsRandom(string word) => !OwnId().IsMatch(word) && (MixedCase().IsMatch(word) || LongRun().IsMatch(word) || Hexadecimal().IsMatch(word));

    /// <summary>What says by its beginning that it is a key.</summary>
    [GeneratedRegex("(?<![a-z0-9])((sk|adm|whsec)(-|_|%2d|%5f)|bearer([ :=+_-]|%20|%3a)+)[^/?&]*", RegexOptions.IgnoreCase)]
    private static partial Regex Named();

    [GeneratedRegex("[A-Za-z0-9_.~+-]{20,}=*")]
    private static partial Regex LongWord();

    [GeneratedRegex("^((video|req|att|key)_[0-9A-HJKMNP-TV-Z]{26}|msg_[0-9A-HJKMNP-TV-Z]{26}_(completed|failed))$")]
    private static partial Regex OwnId();

    [GeneratedRegex("^(?=.*[A-Z])(?=.*[a-z])(?=.*[0-9])")]
    private static partial Regex MixedCase();

    [GeneratedRegex("(?=[A-Za-z]*[0-9])(?=[0-9]*[A-Za-z])[A-Za-z0-9]{20,}")]
    private static partial Regex LongRun();

    [GeneratedRegex("^[0-9A-Fa-f-]{32,}$")]
    private static partial Regex Hexadecimal();
}
