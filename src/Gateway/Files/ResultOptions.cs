using Gateway.Configuration;
using Gateway.Outbound;

namespace Gateway.Files;

/// <summary>The <c>Results</c> section.</summary>
/// <param name="LinksToGateway">Whether a result's URL is a signed link of the gateway, and not the upstream's.</param>
/// <param name="LinkFor">How long such a link works at least.</param>
/// <param name="Keep">Where finished videos are copied to: <see cref="None"/>, <see cref="Folder"/> or <see cref="S3"/>.</param>
/// <param name="KeepFor">How long after their end.</param>
/// <param name="FolderPath">Where they are while they are kept in a folder.</param>
/// <param name="Bucket">Where they are while they are kept in a store that speaks S3.</param>
/// <param name="AllowedNetworks">Where files may be fetched from besides public addresses.</param>
internal sealed record ResultOptions(
    bool LinksToGateway, TimeSpan LinkFor, string Keep, TimeSpan KeepFor, string FolderPath, S3Options? Bucket, OpenNetworks AllowedNetworks)
{
    public const string None = "none";
    public const string Folder = "folder";
    public const string S3 = "s3";

    private const string Upstream = "upstream";
    private const string Gateway = "gateway";

    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    public bool Keeps => Keep != None;

    /// <summary>Uploaded images are kept even where results are not.</summary>
    public string UploadPlace => Keep == S3 ? S3 : Folder;

    /// <summary>What of it can't be had without a signing key and an address that can be called; null for nothing.</summary>
    public string? NeedsSigning => Keeps ? $"Results:Keep={Keep}" : LinksToGateway ? $"Results:Links={Gateway}" : null;

    public static ResultOptions Read(ConfigReader section)
    {
        var keep = section.OneOf("Keep", None, [None, Folder, S3]);
        var links = section.OneOf("Links", Upstream, [Upstream, Gateway]);
        var bucket = S3Options.Read(section.Section("S3"), isNeeded: keep == S3);
        return new(
            links == Gateway || keep != None,
            section.Time("LinkFor", TimeSpan.FromDays(1), TimeSpan.FromMinutes(1), Longest),
            keep,
            section.Time("KeepFor", TimeSpan.FromDays(30), TimeSpan.FromMinutes(1), Longest),
            section.Text("Folder", "data/results"),
            bucket,
            OpenNetworks.Read(section, "AllowedNetworks"));
    }
}
