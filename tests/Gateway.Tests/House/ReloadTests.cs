using System.Text.Json.Nodes;
using Gateway.Tests.Support;

namespace Gateway.Tests.House;

/// <summary>Settings that change while a gateway runs. Its own file is that of an environment of its own, beside the shipped one.</summary>
public sealed class ReloadTests : IAsyncLifetime
{
    private const string Newcomer = "sk-newcomer-1";
    private const string Leaver = "sk-leaver-1";
    private const string Silent = """{"model":"viduq3-pro","prompt":"A cat","duration":10,"resolution":"1080p","audio":false}""";

    private readonly string environment = $"Reload{Path.GetRandomFileName()}";
    private readonly HttpClient client = new();
    private SandboxHost upstreams = null!;
    private GatewayProcess gateway = null!;

    private string File => Path.Combine(AppContext.BaseDirectory, $"appsettings.{environment}.json");

    public async ValueTask InitializeAsync()
    {
        client.DefaultRequestHeaders.Authorization = new("Bearer", GatewayHost.Key);
        upstreams = await SandboxHost.Start();
        gateway = GatewayProcess.At(upstreams);
        gateway.Settings["ASPNETCORE_ENVIRONMENT"] = environment;
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        await upstreams.DisposeAsync();
        client.Dispose();
        System.IO.File.Delete(File);
    }

    [Fact]
    public async Task A_client_is_shut_out_and_another_let_in_on_a_signal()
    {
        await Start(Client(Leaver));
        (await Status(Leaver)).ShouldBe(200);

        Write(Client(Newcomer));
        await gateway.Signal("HUP");
        await Eventually.True(async () => await Status(Newcomer) == 200);

        (await Status(Leaver)).ShouldBe(401);
        (await Status(GatewayHost.Key)).ShouldBe(200);
        await Logged("The settings were read again. Changed: Clients:7");
    }

    [Fact]
    public async Task A_model_comes_and_goes_with_the_file_and_its_tasks_run_on()
    {
        gateway.Settings["Upstreams__toapis__Keys__0__MaxInFlight"] = "1";
        await Start("{}");
        (await Document()).ShouldNotContain("veo-next");

        Write(Model("veo-next"));
        await Eventually.True(async () => (await Document()).Contains("\"veo-next\"", StringComparison.Ordinal));
        // A page of its own, which the documents do not describe.
        using var scraper = new HttpClient();
        (await scraper.GetStringAsync($"{await gateway.Url}/metrics")).ShouldContain("gateway_creates_total{model=\"veo-next\"");
        var first = await gateway.Created("""{"model":"veo-next","prompt":"A cat [sandbox:poll_503:25]"}""");
        var second = await gateway.Created("""{"model":"veo-next","prompt":"A cat that waits"}""");

        Write("{}");
        await gateway.Signal("HUP");
        await Eventually.True(async () => !(await Document()).Contains("\"veo-next\"", StringComparison.Ordinal));

        using var refused = await gateway.Create("""{"model":"veo-next","prompt":"A cat"}""");
        ((int)refused.StatusCode).ShouldBe(404);
        (await gateway.Wait(first, "completed", "failed")).Text("status").ShouldBe("completed");
        (await gateway.Wait(second, "completed", "failed")).Text("status").ShouldBe("completed");
    }

    [Fact]
    public async Task With_any_fault_all_stays_as_it_was_and_every_fault_is_logged()
    {
        await Start(Client(Leaver));

        Write($$"""{"Clients":{"7":{"Name":"seven","Key":"{{Newcomer}}","Models":["nothing"]} },"Waiting":{"PerKey":"many"} }""");
        await Logged("A fault in the new settings: Clients:7:Models names 'nothing'; allowed: ");
        await Logged("A fault in the new settings: Waiting:PerKey is 'many'; allowed: ");
        await Logged("The settings stay as they were: the new ones have 2 fault(s)");
        (await Status(Newcomer)).ShouldBe(401);

        Write("{ \"Clients\": ");
        await Logged($"A fault in the new settings: Failed to load configuration from file '{File}'.");
        System.IO.File.Delete(File);
        await Logged($"A fault in the new settings: {File} is gone");
        (await Status(Leaver)).ShouldBe(200);

        Write(Client(Newcomer));
        await Eventually.True(async () => await Status(Newcomer) == 200);
    }

    [Fact]
    public async Task What_needs_a_restart_is_named_and_not_used()
    {
        await Start("""{"Submission":{"QueueLimitPerTeam":7}}""");

        Write("""{"Submission":{"QueueLimitPerTeam":9},"Shutdown":{"EndWithin":"00:01:00"},"Clients":{"7":{"Name":"seven","Key":"sk-newcomer-1"}}}""");
        await Eventually.True(async () => await Status(Newcomer) == 200);

        await Logged("These settings differ and count only after a restart: Shutdown:EndWithin, Submission:QueueLimitPerTeam");
    }

    [Fact]
    public async Task The_key_of_a_running_task_cannot_be_taken_away()
    {
        gateway.Settings["Upstreams__toapis__Keys__0__Enabled"] = "false";
        gateway.Settings["Upstreams__apimart__Enabled"] = "false";
        gateway.Settings["Upstreams__legacy__Enabled"] = "false";
        await Start($$"""{"Upstreams":{"toapis":{"Keys":{"1":{"Id":"two","Secret":"{{SandboxHost.Keys[1]}}"} } } } }""");
        await gateway.Wait(await gateway.Created(SeedExamples.WithFault("never_ends")), "in_progress");

        Write(Client(Newcomer));

        await Logged("A fault in the new settings: Upstreams:toapis:Keys lacks the Id 'two', which 1 running task(s) must be polled with");
        (await Status(Newcomer)).ShouldBe(401);
    }

    /// <summary>The files may say that nothing costs money any more while this process still has providers that do.</summary>
    [Fact]
    public async Task The_key_that_everybody_knows_never_opens_a_gateway_with_real_providers()
    {
        string[] real = [.. gateway.Settings.Keys.Where(name => name.Contains("__Keys__", StringComparison.Ordinal) || name.StartsWith("Clients__", StringComparison.Ordinal))];
        Array.ForEach(real, name => gateway.Settings.Remove(name));
        await Start($$"""{"Clients":[{"Name":"film","Key":"{{GatewayHost.Key}}"}],"Upstreams":{"toapis":{"Keys":{"0":{"Id":"one","Secret":"{{SandboxHost.Keys[0]}}"} } } } }""");

        Write("""{"Sandbox":{"Enabled":true}}""");
        await Logged("The settings were read again. Changed: Clients:0");

        (await Status(Settings.SandboxClientKey)).ShouldBe(401);
        (await Status(GatewayHost.Key)).ShouldBe(401);
    }

    [Fact]
    public async Task While_prices_change_every_request_has_one_of_them()
    {
        await Start(Prices(1));
        using var stop = new CancellationTokenSource();
        var calls = Enumerable.Range(0, 4).Select(async _ =>
        {
            var seen = new HashSet<string>();
            while (!stop.IsCancellationRequested)
            {
                seen.Add(await Price());
                // The gateway needs a little of the machine too.
                await Task.Delay(1);
            }

            return seen;
        }).ToList();
        foreach (var price in new[] { 2, 3 })
        {
            Write(Prices(price));
            await gateway.Signal("HUP");
            await Eventually.True(async () => await Price() == $"{price}0", seconds: 30);
        }

        await stop.CancelAsync();
        (await Task.WhenAll(calls)).SelectMany(seen => seen).Distinct().ShouldBe(["10", "20", "30"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_file_that_is_written_again_while_it_is_applied_is_read_again()
    {
        await Start(Prices(1));
        for (var price = 2; price < 8; price++)
        {
            Write(Prices(price));
            await Eventually.True(async () => await Price() == $"{price}0", seconds: 30);
        }
    }

    [Fact]
    public async Task The_log_says_more_or_less_from_then_on()
    {
        await Start("""{"Serilog":{"MinimumLevel":{"Default":"Error"}}}""");
        await gateway.Get("/v1/models/before", GatewayHost.Key);

        Write("""{"Serilog":{"MinimumLevel":"information"}}""");
        await Logged("The settings were read again. Changed: Serilog:MinimumLevel");
        await gateway.Get("/v1/models/after", GatewayHost.Key);
        await Logged("/v1/models/after");

        Write("""{"Serilog":{"MinimumLevel":"loud"}}""");
        await Logged("A fault in the new settings: Serilog:MinimumLevel is 'loud'; allowed: ");
        gateway.Output.ShouldNotContain("/v1/models/before");
    }

    [Fact]
    public async Task A_secret_in_a_file_counts_once_the_file_has_another()
    {
        await System.IO.File.WriteAllTextAsync(gateway.Folder.File("key"), Leaver);
        gateway.Settings["Clients__7__Name"] = "seven";
        gateway.Settings["Clients__7__Key"] = $"file:{gateway.Folder.File("key")}";
        await Start("{}");
        (await Status(Leaver)).ShouldBe(200);

        await System.IO.File.WriteAllTextAsync(gateway.Folder.File("key"), Newcomer);
        await Eventually.True(async () => await Status(Newcomer) == 200);

        (await Status(Leaver)).ShouldBe(401);
        await Logged("Changed: Clients:7");
    }

    private async Task Start(string settings)
    {
        Write(settings);
        await gateway.Start();
    }

    private void Write(string settings) => System.IO.File.WriteAllText(File, settings);

    private async Task<int> Status(string key)
    {
        using var response = await gateway.Get("/v1/models", key);
        return (int)response.StatusCode;
    }

    private async Task<string> Document() => await (await gateway.Get("/openapi/v1.json")).Content.ReadAsStringAsync();

    private async Task<string> Price()
    {
        using var response = await client.Post($"{await gateway.Url}/v1/videos/generations/validate", Silent);
        return decimal.Parse((await response.Json()).Text("price", "credits"), System.Globalization.CultureInfo.InvariantCulture).ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);
    }

    private Task Logged(string text) => Eventually.True(() => gateway.Output.Contains(text, StringComparison.Ordinal));

    private static string Client(string key) => $$"""{"Clients":{"7":{"Name":"seven","Key":"{{key}}"} } }""";

    private static string Prices(int perSecond) => $$"""{"Models":{"viduq3-pro":{"Prices":{"5":{"CreditsPerSecond":{{perSecond}} } } } } }""";

    /// <summary>A model as the shipped VEO, under another name.</summary>
    private static string Model(string name)
    {
        var shipped = JsonNode.Parse(System.IO.File.ReadAllText(Repository.PathOf("appsettings.json")), documentOptions: new() { CommentHandling = System.Text.Json.JsonCommentHandling.Skip })!;
        var model = shipped["Models"]!["veo3.1-fast"]!.DeepClone();
        model["Routes"]![0]!["UpstreamModel"] = "veo3.1-fast";
        return new JsonObject { ["Models"] = new JsonObject { [name] = model } }.ToJsonString();
    }
}
