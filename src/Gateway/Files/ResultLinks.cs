using Gateway.Canonical;
using Gateway.Tasks;

namespace Gateway.Files;

/// <summary>Makes links to files that open them without a key, for a time.</summary>
/// <param name="address">How the outside reaches the gateway, without a slash at its end.</param>
internal sealed class ResultLinks(ResultOptions options, LinkSigner signer, Func<string> address, TimeProvider time)
{
    /// <summary>
    /// The task as everybody outside sees it: with the gateway's own link where the settings say so. The link is the same
    /// through a whole period (Results:LinkFor) and works until the end of the next one, or of the file.
    /// </summary>
    public TaskRecord Shown(TaskRecord task) =>
        options.LinksToGateway && task.State == TaskState.Completed ? task with { ResultUrl = Of(task.Id, Standing(task)) } : task;

    public string Of(string id, Instant end) => $"{address()}/v1/videos/generations/{id}/content{signer.Query(id, end)}";

    private Instant Standing(TaskRecord task)
    {
        var period = (long)options.LinkFor.TotalSeconds;
        var end = Instant.OfSeconds(((time.Now().UnixSeconds / period) + 2) * period);
        return task.ExpiresAt is { } gone ? Instant.Earlier(end, gone) : end;
    }
}
