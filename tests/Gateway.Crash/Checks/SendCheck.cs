using Gateway.Crash.Store;
using Gateway.Sandbox;

namespace Gateway.Crash.Checks;

/// <summary>Upstreams that get no resend have never seen more creates than there are attempts.</summary>
internal static class SendCheck
{
    public static void Check(StoreSnapshot store, IReadOnlyDictionary<string, SandboxRequests> requests, Findings findings)
    {
        foreach (var upstream in (string[])["toapis", "legacy"])
        {
            var attempts = store.Attempts.Count(attempt => attempt.Upstream == upstream);
            findings.Require(
                requests[upstream].Creates <= attempts, ViolationKinds.TwoJobs, $"{upstream} saw {requests[upstream].Creates} creates of {attempts} attempts");
        }
    }
}
