using Gateway.Configuration;

namespace Gateway.Files;

/// <summary>The <c>Results:S3</c> section: a bucket of Amazon's, or of a store that speaks like it.</summary>
/// <param name="Endpoint">Null for Amazon's own of the region.</param>
/// <param name="Prefix">What the names of all objects begin with.</param>
/// <param name="ForcePathStyle">Whether the bucket stands in the path and not in the host's name.</param>
internal sealed record S3Options(string? Endpoint, string Region, string Bucket, string Prefix, string AccessKey, string SecretKey, bool ForcePathStyle)
{
    /// <returns>Null when nobody keeps anything there.</returns>
    public static S3Options? Read(ConfigReader section, bool isNeeded)
    {
        var endpoint = section.Text("Endpoint", "");
        if (endpoint.Length > 0 && !(Uri.TryCreate(endpoint, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", UserInfo: "", Query: "" }))
        {
            section.Fault("Endpoint", $"is '{endpoint}'; allowed: an absolute http or https URL without user and query");
        }

        var options = new S3Options(
            endpoint.Length > 0 ? endpoint : null,
            section.Text("Region", "us-east-1"),
            section.Text("Bucket", ""),
            section.Text("Prefix", ""),
            section.Text("AccessKey", ""),
            section.SecretOrNull("SecretKey") ?? "",
            section.Bool("ForcePathStyle", endpoint.Length > 0));
        section.Keep("SecretKey", options.SecretKey);
        foreach (var (name, value) in isNeeded ? [("Bucket", options.Bucket), ("AccessKey", options.AccessKey), ("SecretKey", options.SecretKey)] : Array.Empty<(string, string)>())
        {
            if (value.Length == 0 && !section.Has(name))
            {
                section.Fault(name, "is required by Results:Keep=s3");
            }
        }

        return options.Bucket.Length > 0 ? options : null;
    }
}
