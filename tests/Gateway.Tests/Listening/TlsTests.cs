using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Tests.Support;

namespace Gateway.Tests.Listening;

/// <summary>TLS by settings alone.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_certificate_in_files_is_shown_to_whoever_connects()
    {
        using var key = RSA.Create(2048);
        using var certificate = Write(key, "gateway.example");
        await using var gateway = new GatewayProcess();
        gateway.Settings["Urls"] = "https://127.0.0.1:0";
        gateway.Settings["Kestrel__Certificates__Default__Path"] = folder.File("cert.pem");
        gateway.Settings["Kestrel__Certificates__Default__KeyPath"] = folder.File("key.pem");
        gateway.Settings["Clients__0__Name"] = "film";
        gateway.Settings["Clients__0__Key"] = GatewayHost.Key;
        gateway.Begin();
        (await Shown(await gateway.Url)).ShouldBe(certificate.Thumbprint);
    }

    /// <returns>The thumbprint of the certificate with which a call is answered.</returns>
    private static async Task<string?> Shown(string url)
    {
        string? shown = null;
        using var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, certificate, _, _) => (shown = certificate?.Thumbprint) is not null,
        };
        using var client = new HttpClient(handler);
        (await client.GetAsync($"{url}/healthz/live")).EnsureSuccessStatusCode();
        return shown;
    }

    private X509Certificate2 Write(RSA key, string name)
    {
        var now = TimeProvider.System.GetUtcNow();
        var certificate = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(folder.File("key.pem"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(folder.File("cert.pem"), certificate.ExportCertificatePem());
        return certificate;
    }
}
