using System.Net;
using Gateway.Crash.World;

namespace Gateway.Crash.Clients;

/// <summary>What a gateway answers while its store can't be had: that it can't serve, and never that something went wrong.</summary>
/// <param name="judges">False takes any 5xx for an excuse.</param>
internal sealed class StoreJudge(Fleet fleet, bool judges, Story story, Findings findings)
{
    /// <summary>Whether the answer says nothing but that the store can't be had.</summary>
    public bool Excuses(Reply reply) =>
        fleet.TroubleOf(reply.Headers).Touches(reply.SentAt, reply.AnsweredAt) && Excuses(reply.Status, reply.Headers.RetryAfter is not null, reply.Text);

    public bool Excuses(HttpStatusCode status, bool hasRetryAfter, string text)
    {
        switch (status)
        {
            case HttpStatusCode.InternalServerError:
                story.Count(Counts.StoreAway500);
                findings.Require(!judges, ViolationKinds.StoreAway, text);
                return true;
            case HttpStatusCode.ServiceUnavailable when text.Contains("service_unavailable", StringComparison.Ordinal):
                story.Count(Counts.StoreAway503);
                findings.Require(hasRetryAfter || !judges, ViolationKinds.StoreAway, $"no Retry-After with {text}");
                return true;
            default:
                return false;
        }
    }
}
