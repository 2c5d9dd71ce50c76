namespace Gateway.Dialects.Apimart;

/// <summary>Reads the answer to a create: an envelope with a list of one task, or with the task itself.</summary>
internal static class ApimartCreateReader
{
    private static readonly CreateRules Rules = new(ApimartErrors.AtCreate);

    public static SubmitOutcome Read(UpstreamAnswer answer, string taskId) => CreateReader.Read(answer, taskId, Rules);
}
