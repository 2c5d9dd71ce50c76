using Gateway.Tests.Support;

namespace Gateway.Tests.House;

/// <summary>The list of dependencies that the build puts beside the program.</summary>
public sealed class SbomTests
{
    [Fact]
    public async Task It_names_every_package_that_is_locked_with_its_version_hash_and_licence()
    {
        var locked = (await File.ReadAllTextAsync(Repository.PathOf("src", "Gateway", "packages.lock.json"))).AsJson().At("dependencies")
            .EnumerateObject().SelectMany(framework => framework.Value.EnumerateObject())
            .Where(package => package.Value.Text("type") != "Project")
            .Select(package => $"{package.Name} {package.Value.Text("resolved")}".ToLowerInvariant()).ToHashSet();
        var sbom = (await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "sbom.cdx.json"))).AsJson();
        (sbom.Text("bomFormat"), sbom.Text("specVersion")).ShouldBe(("CycloneDX", "1.6"));
        var components = sbom.At("components").EnumerateArray().ToList();
        components.Select(component => $"{component.Text("name")} {component.Text("version")}".ToLowerInvariant()).ShouldBe(locked, ignoreOrder: true);
        foreach (var component in components)
        {
            component.Text("purl").ShouldBe($"pkg:nuget/{component.Text("name")}@{component.Text("version")}");
            component.At("hashes")[0].Text("content").Length.ShouldBe(128);
            component.At("licenses").GetArrayLength().ShouldBe(1);
        }
    }
}
