namespace Gateway.Tests.Crash;

/// <summary>Tests that need the whole machine, and would disturb the timing of others.</summary>
[CollectionDefinition(nameof(AloneOnTheMachine), DisableParallelization = true)]
public sealed class AloneOnTheMachine;
