namespace Gateway.Outbound;

/// <summary>None of a host's addresses is one that may be connected to.</summary>
internal sealed class AddressRefusedException(string host) : IOException($"{host} has no address that may be connected to");
