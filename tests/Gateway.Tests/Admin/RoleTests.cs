using System.Net;
using System.Text;
using Gateway.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Admin;

/// <summary>Operators with keys and roles of their own.</summary>
public sealed class RoleTests
{
    private const string ViewerKey = "viewers-key-of-the-tests";
    private const string AdminKey = "another-admins-key-of-tests";

    private static readonly (string, string?)[] Both =
    [
        Operator.Setting,
        ("Admin:Operators:0:Name", "Vera"), ("Admin:Operators:0:Key", ViewerKey), ("Admin:Operators:0:Role", "viewer"),
        ("Admin:Operators:1:Name", "Ada"), ("Admin:Operators:1:Key", AdminKey),
    ];

    [Fact]
    public async Task A_viewer_may_make_every_call_that_reads_and_no_other()
    {
        await using var gateway = await GatewayHost.Start(settings: Both);
        using var viewer = new Operator(gateway, ViewerKey);
        var (reads, changes) = (0, 0);
        foreach (var (method, path) in Calls(gateway))
        {
            var (status, _) = await viewer.Send(method, path, method is "GET" or "DELETE" ? null : "{}");
            if (method == "GET")
            {
                reads++;
                // What signs is for those alone who may also change it.
                (status is 401 or 403).ShouldBe(path.EndsWith("/callback_secrets", StringComparison.Ordinal), path);
            }
            else
            {
                changes++;
                status.ShouldBe(403, $"{method} {path}");
            }
        }

        (reads, changes).ShouldBeGreaterThan((6, 7));
        using var admin = new Operator(gateway);
        (await admin.Get("/keys")).At("data").GetArrayLength().ShouldBe(3);
        (await admin.Get("/audit")).At("data").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("POST", "/admin/v1/keys")]
    [InlineData("POST", "/ADMIN/V1/Keys")]
    [InlineData("POST", "/admin/v1/keys/")]
    [InlineData("POST", "/Admin/v1/%6beys")]
    [InlineData("pOST", "/admin/v1/keys")]
    [InlineData("GET", "/admin/v1/keys", "X-HTTP-Method-Override")]
    [InlineData("GET", "/admin/v1/keys?_method=POST", "X-Method-Override")]
    [InlineData("HEAD", "/admin/v1/keys", "X-HTTP-Method")]
    [InlineData("PUT", "/admin/v1/teams/x")]
    [InlineData("PUT", "/admin/v1//teams/x")]
    [InlineData("PUT", "/v1/../admin/v1/teams/x")]
    public async Task No_spelling_of_a_call_lets_a_viewer_change_anything(string method, string path, string? overriding = null)
    {
        await using var gateway = await GatewayHost.Start(settings: Both);
        // Not the usual client, which holds the spelling of each call against the document.
        using var client = new HttpClient { BaseAddress = new Uri(gateway.Url) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", ViewerKey);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = new StringContent(method == "PUT" ? """{"max_concurrent_tasks":1}""" : Operator.NewKey, Encoding.UTF8, "application/json");
        if (overriding is not null)
        {
            request.Headers.Add(overriding, "POST");
        }

        using var response = await client.SendAsync(request);
        response.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed);
        gateway.Database.Ask("SELECT (SELECT COUNT(*) FROM client_keys) + (SELECT COUNT(*) FROM teams) + (SELECT COUNT(*) FROM audit)").ShouldBe("0");
    }

    [Fact]
    public async Task A_viewer_who_is_refused_is_told_why_and_named_in_the_log()
    {
        await using var gateway = await GatewayHost.Start(settings: Both);
        using var viewer = new Operator(gateway, ViewerKey);
        (await viewer.Refused("PUT", "/teams/x", "{}")).ShouldBe((403, "forbidden", ""));
        gateway.Log.Lines.ShouldContain(line => line.Contains("PUT /admin/v1/teams/x 403") && line.Contains("key=operator:Vera"));
    }

    [Fact]
    public async Task Operators_alone_are_enough_and_each_is_named_in_the_audit_log()
    {
        await using var gateway = await GatewayHost.Start(settings: Both);
        using var ada = new Operator(gateway, AdminKey);
        using var first = new Operator(gateway);
        await ada.Done("PUT", "/teams/x", """{"max_concurrent_tasks":1}""");
        await first.Done("PUT", "/teams/x", "{}");
        (await ada.Get("/audit")).At("data").EnumerateArray().Select(entry => entry.Text("operator")).ShouldBe(["admin", "Ada"]);

        await using var other = await GatewayHost.Start(settings: Both[1..]);
        using var same = new Operator(other, AdminKey);
        await same.Done("PUT", "/teams/x", "{}");
        using var gone = new Operator(other);
        (await gone.Refused("GET", "/keys")).ShouldBe((401, "unauthorized", ""));
    }

    [Theory]
    [InlineData("Admin:Operators:0:Name", "", "Admin:Operators:0:Name is required")]
    [InlineData("Admin:Operators:0:Name", "ada", "Admin:Operators:1:Name is 'Ada', which is another operator's name too")]
    [InlineData("Admin:Operators:0:Name", "ADMIN", "Admin:Operators:0:Name is 'ADMIN', which is another operator's name too")]
    [InlineData("Admin:Operators:0:Name", " Vera", "Admin:Operators:0:Name may have")]
    [InlineData("Admin:Operators:0:Key", "", "Admin:Operators:0:Key is required")]
    [InlineData("Admin:Operators:0:Key", "short", "Admin:Operators:0:Key has 5 characters")]
    [InlineData("Admin:Operators:1:Key", ViewerKey, "Admin:Operators:1:Key is another operator's key too")]
    [InlineData("Admin:Operators:1:Key", Operator.Key, "Admin:Operators:1:Key is another operator's key too")]
    [InlineData("Admin:Operators:1:Key", "sk-client-with-20-letters", "Admin:Operators:1:Key is a client's key too")]
    [InlineData("Admin:Operators:0:Role", "root", "Admin:Operators:0:Role is 'root'; allowed: admin, viewer")]
    [InlineData("Admin:Operators:0:Rule", "viewer", "Admin:Operators:0:Rule is not a setting")]
    [InlineData("Admin:Operators:1:Key", Settings.SandboxOperatorKey, "Admin:Operators has the Key adm-sandbox-operator-0000, which everybody knows")]
    public void A_faulty_operator_keeps_the_gateway_from_starting(string setting, string value, string fault)
    {
        var configuration = new ConfigurationBuilder()
            .AddJsonFile(Repository.PathOf("appsettings.json"))
            .AddInMemoryCollection(Both.Concat([("Clients:0:Name", "client"), ("Clients:0:Key", "sk-client-with-20-letters"), (setting, value)])
                .GroupBy(entry => entry.Item1).Select(group => KeyValuePair.Create(group.Key, group.Last().Item2)))
            .Build();
        Settings.Read(configuration, isDevelopment: false).Faults.ShouldHaveSingleItem().ShouldStartWith(fault);
    }

    /// <summary>What is mapped, so that a call that is added is tried as well.</summary>
    private static IEnumerable<(string Method, string Path)> Calls(GatewayHost gateway) =>
        from endpoint in gateway.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.RoutePattern.RawText!.StartsWith("/admin/v1", StringComparison.Ordinal)
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
        select (method, endpoint.RoutePattern.RawText!["/admin/v1".Length..].Replace("{name}", "toapis").Replace("{id}", "one").Replace("{team}", "film"));
}
