using Gateway.Sandbox;
using Microsoft.Extensions.Configuration;

namespace Gateway.Tests.Sandbox;

public sealed class SandboxSettingsTests
{
    [Fact]
    public void Settings_replace_the_defaults()
    {
        var options = Read([("Keys:0", "a"), ("Keys:1", "b"), ("QueuedFor", "00:00:02"), ("RunsFor", "00:01:00"), ("Journal", "x.jsonl")], out _)!;

        options.Keys.ShouldBe(["a", "b"]);
        (options.QueuedFor, options.RunsFor, options.Journal).ShouldBe((TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(1), "x.jsonl"));
    }

    [Fact]
    public void Without_settings_the_defaults_hold()
    {
        var options = Read([], out _)!;

        options.Keys.ShouldBe(["sandbox-key"]);
        (options.QueuedFor, options.RunsFor, options.Journal).ShouldBe((TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), null));
    }

    [Fact]
    public void Every_bad_value_is_named()
    {
        Read([("QueuedFor", "soon"), ("RunsFor", "-00:00:01")], out var faults).ShouldBeNull();

        faults.Count.ShouldBe(2);
        faults[0].ShouldStartWith("Sandbox:QueuedFor is 'soon'");
    }

    private static SandboxOptions? Read((string Key, string Value)[] settings, out IReadOnlyList<string> faults) =>
        SandboxSettings.Read(
            new ConfigurationBuilder()
                .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Sandbox:{setting.Key}", (string?)setting.Value)))
                .Build()
                .GetSection("Sandbox"),
            out faults);
}
