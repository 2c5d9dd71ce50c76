using Gateway.Crash.Operators;
using Gateway.Crash.Store;
using Gateway.Sandbox;

namespace Gateway.Crash.Checks;

/// <summary>Upstreams that get no resend have never seen more creates than there are attempts.</summary>
internal static class SendCheck
{
    /// <param name="handMade">How many creates an operator has sent past the gateway.</param>
    public static void Check(StoreSnapshot store, IReadOnlyDictionary<string, SandboxRequests> requests, int handMade, Findings findings)
    {
        foreach (var upstream in (string[])["toapis", "legacy"])
        {
            var attempts = store.Attempts.Count(attempt => attempt.Upstream == upstream);
            var creates = requests[upstream].Creates - (upstream == HandMade.Upstream ? handMade : 0);
            findings.Require(creates <= attempts, ViolationKinds.TwoJobs, $"{upstream} saw {creates} creates of {attempts} attempts");
        }
    }
}
