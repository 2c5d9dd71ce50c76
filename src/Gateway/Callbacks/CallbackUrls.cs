using System.Globalization;
using System.Net;
using System.Text;
using Gateway.Http;
using Gateway.Signing;

namespace Gateway.Callbacks;

/// <summary>What a create may give as <c>callback_url</c>. Where a name leads is seen when it is called, each time anew.</summary>
internal sealed class CallbackUrls(CallbackOptions options, SigningOptions signing)
{
    public const string Param = "callback_url";

    private const int Longest = 2048;

    private bool MayUseHttp => options.AllowHttp && options.Inside.All.Count > 0;

    /// <returns>The problem, or null.</returns>
    public ErrorDetail? Check(string? url)
    {
        if (url is null)
        {
            return null;
        }

        if (!signing.IsUsable)
        {
            return new(Param, DetailCodes.CallbacksNotConfigured, $"'{Param}' can't be used: this gateway has no signing key, so that no receiver could trust its callbacks.");
        }

        return url.Length > Longest
            ? new(Param, DetailCodes.TooLong, $"'{Param}' may have at most {Longest} characters.", JsonValues.Range(1, Longest))
            : IsUsable(url) ? null : new(Param, DetailCodes.InvalidUrl, $"'{Param}' must be an absolute {(MayUseHttp ? "https or http" : "https")} URL with the name of a host, and without user name or white space.");
    }

    private bool IsUsable(string url) =>
        // A backslash is a slash to some parsers and a letter to others, so they see different hosts.
        !url.Any(character => char.IsWhiteSpace(character) || char.IsControl(character) || character == '\\')
        && (url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || (MayUseHttp && url.StartsWith("http://", StringComparison.OrdinalIgnoreCase)))
        && Uri.TryCreate(url, UriKind.Absolute, out var parsed)
        && parsed.UserInfo.Length == 0
        && !Authority(url).Contains('@')
        && parsed.IdnHost.Length > 0
        && MayBeCalled(parsed.IdnHost)
        && MayBeCalled(parsed.Host.Trim('[', ']'));

    /// <summary>An address in any spelling is one: the parser of URLs has made the usual one of most, and the rest is known here.</summary>
    private bool MayBeCalled(string host) => !IPAddress.TryParse(PlainDigits(host).TrimEnd('.'), out var address) || options.Inside.Contain(address);

    /// <summary>With the digits of all scripts, circled ones among them, as those that an address is usually written with.</summary>
    private static string PlainDigits(string host) => Ascii.IsValid(host) ? host : string.Concat(host.EnumerateRunes().Select(letter =>
        Rune.GetNumericValue(letter) is >= 0 and var value && value == Math.Floor(value) ? value.ToString(CultureInfo.InvariantCulture) : letter.ToString()));

    private static ReadOnlySpan<char> Authority(string url)
    {
        var rest = url.AsSpan(url.IndexOf("//", StringComparison.Ordinal) + 2);
        var end = rest.IndexOfAny('/', '?', '#');
        return end < 0 ? rest : rest[..end];
    }
}
