namespace Gateway.Tests.Sandbox;

[CollectionDefinition("sandbox")]
public sealed class SharedSandbox : ICollectionFixture<SandboxServer>;
