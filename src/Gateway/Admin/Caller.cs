using Gateway.Audit;
using Gateway.Canonical;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Admin;

/// <summary>The operator who calls, as the audit log names them.</summary>
internal sealed record Caller(string Name, Role Role, string? From, string RequestId, Instant At)
{
    /// <summary>The address that the call came from. An IPv4 address is written as one, however the gateway listens.</summary>
    public static string? AddressOf(HttpContext http) => http.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped
        ? mapped.MapToIPv4().ToString()
        : http.Connection.RemoteIpAddress?.ToString();

    public static Caller Of(HttpContext http) => http.Features.GetRequiredFeature<Caller>();

    public Act Does(string action, string target) => new(Name, action, target, From, RequestId, At);
}
