namespace Gateway.OpenApi;

/// <summary>What a success answers with, by the type of its body.</summary>
internal static class AnswerTexts
{
    private static readonly Dictionary<Type, string> Texts = new()
    {
        [typeof(void)] = "It is done.",
        [typeof(byte[])] = "The file.",
        [typeof(UploadedImageAnswer)] = "The image, with its URL.",
        [typeof(LinkAnswer)] = "The link.",
        [typeof(VideoTask)] = "The task.",
        [typeof(VideoTaskList)] = "A page of tasks.",
        [typeof(DryRunAnswer)] = "What a create would do.",
        [typeof(ModelList)] = "The models.",
        [typeof(ModelRow)] = "The model.",
        [typeof(UsageAnswer)] = "The key's limits and what is used of them.",
        [typeof(WhoAmIAnswer)] = "Whose key it is.",
        [typeof(HealthAnswer)] = "It does; status is ok.",
        [typeof(KeyRow)] = "The key.",
        [typeof(KeyList)] = "The keys.",
        [typeof(TeamRow)] = "The team's limits.",
        [typeof(TeamList)] = "The teams.",
        [typeof(StatusAnswer)] = "How things stand.",
        [typeof(CallbackSecretList)] = "The secrets that sign now.",
        [typeof(CallbackList)] = "A page of callbacks.",
        [typeof(CallbackRow)] = "The callback.",
        [typeof(UsageReportAnswer)] = "The report, a row for each group.",
        [typeof(UpstreamList)] = "The upstreams.",
        [typeof(PoolKeyRow)] = "The pool key.",
        [typeof(AuditList)] = "A page of entries.",
        [typeof(AdminTaskList)] = "A page of tasks.",
        [typeof(AdminTask)] = "The task.",
    };

    public static string Of(Type answer) => Texts[answer];
}
