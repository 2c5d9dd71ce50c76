namespace Gateway.Dialects.Legacy;

/// <summary>Reads the answer to a create: a flat task, or one wrapped in <c>data</c>.</summary>
internal static class LegacyCreateReader
{
    private static readonly CreateRules Rules = new(CreateErrors.Read);

    public static SubmitOutcome Read(UpstreamAnswer answer, string taskId) => CreateReader.Read(answer, taskId, Rules);
}
