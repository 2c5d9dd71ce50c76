using System.Net;
using Gateway.Crash.World;

namespace Gateway.Crash.Clients;

/// <summary>What the gateway answers while its disk is full: that it can't serve, and never that something went wrong.</summary>
/// <param name="judges">False takes any 5xx for an excuse.</param>
internal sealed class DiskJudge(FullDisk disk, bool judges, Story story, Findings findings)
{
    /// <summary>Whether the answer says nothing but that the disk is full.</summary>
    public bool Excuses(Reply reply) => disk.Touches(reply.SentAt, reply.AnsweredAt) && Excuses(reply.Status, reply.Headers.RetryAfter is not null, reply.Text);

    public bool Excuses(HttpStatusCode status, bool hasRetryAfter, string text)
    {
        switch (status)
        {
            case HttpStatusCode.InternalServerError:
                story.Count(Counts.FullDisk500);
                findings.Require(!judges, ViolationKinds.FullDisk, text);
                return true;
            case HttpStatusCode.ServiceUnavailable when text.Contains("service_unavailable", StringComparison.Ordinal):
                story.Count(Counts.FullDisk503);
                findings.Require(hasRetryAfter || !judges, ViolationKinds.FullDisk, $"no Retry-After with {text}");
                return true;
            default:
                return false;
        }
    }
}
