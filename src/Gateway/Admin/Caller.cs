using Gateway.Audit;
using Gateway.Canonical;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Admin;

/// <summary>The operator who calls, as the audit log names them.</summary>
internal sealed record Caller(string Name, string? From, string RequestId, Instant At)
{
    public static Caller Of(HttpContext http) => http.Features.GetRequiredFeature<Caller>();

    public Act Does(string action, string target) => new(Name, action, target, From, RequestId, At);
}
