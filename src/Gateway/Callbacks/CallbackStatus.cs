namespace Gateway.Callbacks;

/// <summary>Where the telling of a task's end stands, in the words of the store and of operators.</summary>
internal static class CallbackStatus
{
    public const string Pending = "pending";
    public const string Delivered = "delivered";

    /// <summary>Nobody tries it any more.</summary>
    public const string Failed = "failed";

    public static readonly IReadOnlyList<string> All = [Pending, Delivered, Failed];
}
