using Gateway.Configuration;
using Gateway.Dialects;
using Gateway.Upstreams;

namespace Gateway.Uploads;

/// <summary>The <c>Uploads</c> section: where images go that teams hand in.</summary>
/// <param name="MaxBytes">The largest image.</param>
/// <param name="KeepFor">How long a kept one is served at least.</param>
/// <param name="Via">The upstream whose own upload call takes them; null when they are kept here.</param>
internal sealed record UploadOptions(bool Enabled, long MaxBytes, TimeSpan KeepFor, string? Via)
{
    private const string Store = "store";
    private const long Usual = 10 * 1024 * 1024;
    private const long Least = 1024;
    private const long Most = 100 * 1024 * 1024;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    /// <summary>What of it can't be had without a signing key and an address that can be called; null for nothing.</summary>
    public string? NeedsSigning => Enabled && Via is null ? $"Uploads:Via={Store}" : null;

    /// <param name="byDefault">Whether images are taken when the settings say nothing of it.</param>
    public static UploadOptions Read(ConfigReader section, IReadOnlyList<UpstreamOptions> upstreams, IReadOnlyList<IUpstreamDialect> dialects, bool byDefault)
    {
        var takers = dialects.OfType<IUploadDialect>().Cast<IUpstreamDialect>().ToDictionary(dialect => dialect.Name, dialect => ((IUploadDialect)dialect).Uploads);
        var able = upstreams.Where(upstream => takers.ContainsKey(upstream.Dialect)).ToList();
        var via = section.OneOf("Via", Store, [Store, .. able.Select(upstream => upstream.Name)]);
        var options = new UploadOptions(
            section.Bool("Enabled", byDefault),
            section.WholeOrNull("MaxBytes", Least, Most) ?? section.Default("MaxBytes", Usual),
            section.Time("KeepFor", TimeSpan.FromDays(1), TimeSpan.FromMinutes(1), Longest),
            via == Store ? null : via);
        if (options.Enabled && able.Find(upstream => upstream.Name == options.Via) is { } taker)
        {
            Check(section, options, taker, takers[taker.Dialect]);
        }

        return options;
    }

    private static void Check(ConfigReader section, UploadOptions options, UpstreamOptions taker, UploadTerms terms)
    {
        if (!taker.Enabled)
        {
            section.Fault("Via", $"is '{taker.Name}', which is not enabled");
        }

        if (options.MaxBytes > terms.MostBytes)
        {
            section.Fault("MaxBytes", $"is {options.MaxBytes}, but '{taker.Name}' takes images of at most {terms.MostBytes} bytes");
        }
    }
}
