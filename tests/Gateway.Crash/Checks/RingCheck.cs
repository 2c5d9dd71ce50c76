using System.Net;
using Gateway.Crash.Clients;
using Gateway.Crash.World;

namespace Gateway.Crash.Checks;

/// <summary>Which of a key's secrets open the door, against what operators were told.</summary>
internal static class RingCheck
{
    // Both sides take the time in milliseconds.
    private const long Rounding = 5;

    public static void Check(ClientAccount account, string secret, Reply reply, Findings findings)
    {
        var isRefused = reply.Status == HttpStatusCode.Unauthorized;
        var isSound = isRefused
            ? !account.Ring.MustWork(secret, reply.SentAt - Rounding, reply.AnsweredAt + Rounding)
            : account.Ring.MayWork(secret, reply.SentAt - Rounding);
        findings.Require(isSound, ViolationKinds.Key, $"a secret of {account.Name} was {(isRefused ? "refused while it works" : "taken after its end")}");
    }
}
