using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Callbacks;
using Gateway.Canonical;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Callbacks;

/// <summary>What <c>docs/clients.md</c> shows to verify a callback takes what the gateway signs and nothing else, and so does the reference library.</summary>
public sealed partial class VerificationTests : IDisposable
{
    private const string Id = "msg_01J9HA7JPQ9A0Z6JZ3V8M9W6PZ_completed";
    private const string Body = """{"type":"video.completed","data":{"prompt":"Käse"}}""";

    private static readonly byte[] Secret = [.. Enumerable.Range(1, 32).Select(number => (byte)number)];
    private static readonly string SecretText = StandardWebhook.Prefix + Convert.ToBase64String(Secret);

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>What is changed, and whether the message is still believed.</summary>
    public static TheoryData<string, bool> Cases => new()
    {
        { "nothing", true }, { "two signatures", true }, { "body", false }, { "id", false }, { "timestamp", false }, { "too old", false }, { "signature", false },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_page_s_Csharp_believes_only_what_is_signed(string changed, bool believed)
    {
        var (headers, body) = Message(changed);
        var dictionary = new HeaderDictionary();
        foreach (var (name, value) in headers)
        {
            dictionary[name] = value;
        }

        IsFromGateway(SecretText, dictionary, Encoding.UTF8.GetBytes(body)).ShouldBe(believed);
    }

    [Fact]
    public void The_page_s_Csharp_is_what_is_compiled_here()
    {
        var source = File.ReadAllText(Repository.PathOf("tests", "Gateway.Tests", "Callbacks", "VerificationTests.cs"));
        var begin = source.LastIndexOf("    private static bool IsFromGateway(", StringComparison.Ordinal);
        var here = source[begin..source.IndexOf("\n    }", begin, StringComparison.Ordinal)].Split('\n').Select(line => line.Trim().Replace("private static", "static", StringComparison.Ordinal));
        string.Join('\n', here).ShouldBe(string.Join('\n', ClientsPage.Blocks("csharp")[^1].TrimEnd('\n', '}').Split('\n').Select(line => line.Trim())).TrimEnd('\n'));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_page_s_Python_believes_only_what_is_signed(string changed, bool believed)
    {
        var (headers, body) = Message(changed);
        var program = ClientsPage.Blocks("python")[^1] + "\nimport json, sys\nprint(is_from_gateway(sys.argv[1], json.loads(sys.argv[2]), sys.argv[3].encode()))\n";
        (await Run("python3", "verify.py", program, headers, body)).ShouldBe(believed ? "True" : "False");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_page_s_TypeScript_believes_only_what_is_signed(string changed, bool believed)
    {
        var (headers, body) = Message(changed);
        var program = Types().Replace(ClientsPage.Blocks("typescript")[^1], "")
            + "\nconst [secret, headers, body] = process.argv.slice(2);\nconsole.log(isFromGateway(secret, JSON.parse(headers), Buffer.from(body)));\n";
        (await Run("node", "verify.mjs", program, headers, body)).ShouldBe(believed ? "true" : "false");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_reference_library_believes_only_what_is_signed(string changed, bool believed)
    {
        var package = Tools.Package("standardwebhooks");
        Tools.Require(Directory.Exists(package), "The packages are missing: npm ci --prefix openapi");
        var (headers, body) = Message(changed);
        var program =
            $$"""
            import { createRequire } from "node:module";
            const { Webhook } = createRequire(import.meta.url)({{JsonSerializer.Serialize(package)}});
            const [secret, headers, body] = process.argv.slice(2);
            let believed = true;
            try { new Webhook(secret).verify(body, JSON.parse(headers)); } catch { believed = false; }
            console.log(believed);
            """;
        (await Run("node", "reference.mjs", program, headers, body)).ShouldBe(believed ? "true" : "false");
    }

    private static (Dictionary<string, string> Headers, string Body) Message(string changed)
    {
        var at = Instant.Of(TimeProvider.System.GetUtcNow() - (changed == "too old" ? TimeSpan.FromMinutes(6) : TimeSpan.Zero));
        byte[][] secrets = changed switch { "two signatures" => [new byte[32], Secret], "signature" => [new byte[32]], _ => [Secret] };
        var headers = new Dictionary<string, string>
        {
            [StandardWebhook.IdHeader] = changed == "id" ? "msg_other" : Id,
            [StandardWebhook.TimestampHeader] = (at.UnixSeconds + (changed == "timestamp" ? 1 : 0)).ToString(CultureInfo.InvariantCulture),
            [StandardWebhook.SignatureHeader] = StandardWebhook.Signature(secrets, Id, at, Encoding.UTF8.GetBytes(Body)),
        };
        return (headers, changed == "body" ? Body + " " : Body);
    }

    private async Task<string> Run(string interpreter, string name, string program, Dictionary<string, string> headers, string body)
    {
        Tools.RequireOnPath(interpreter);
        await File.WriteAllTextAsync(folder.File(name), program);
        var start = new ProcessStartInfo(interpreter, [folder.File(name), SecretText, JsonSerializer.Serialize(headers), body])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await errors);
        return (await output).Trim();
    }

    [GeneratedRegex(": (string|boolean|Buffer|Record<string, string>)(?=[,)]| \\{)")]
    private static partial Regex Types();

#pragma warning disable RS0030, CA1305, CA1859 // As a receiver writes it.
    private static bool IsFromGateway(string secret, IHeaderDictionary headers, byte[] body)
    {
        var (id, at) = (headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString());
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{at}."), .. body];
        var mac = HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), signed);
        var expected = Encoding.UTF8.GetBytes("v1," + Convert.ToBase64String(mac));
        return long.TryParse(at, out var seconds)
            && Math.Abs(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - seconds) < 300
            && headers["webhook-signature"].ToString().Split(' ').Any(one => CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(one)));
    }
#pragma warning restore RS0030, CA1305, CA1859
}
