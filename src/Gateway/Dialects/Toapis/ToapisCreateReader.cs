namespace Gateway.Dialects.Toapis;

/// <summary>Reads the answer to a create: a flat task, or live sometimes one in an envelope.</summary>
internal static class ToapisCreateReader
{
    private static readonly CreateRules Rules = new(ToapisErrors.AtCreate) { HasMetadata = true, Denied = ToapisErrors.Denied };

    public static SubmitOutcome Read(UpstreamAnswer answer, string taskId) => CreateReader.Read(answer, taskId, Rules);
}
