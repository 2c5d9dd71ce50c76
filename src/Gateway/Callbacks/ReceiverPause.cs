namespace Gateway.Callbacks;

/// <summary>
/// When a receiver counts as one that fails long. From then on one of its callbacks is tried at a time, and no more often than
/// this; the first that is taken brings all others forward. A callback's own schedule stays what it is (docs/decisions/0041).
/// </summary>
internal static class ReceiverPause
{
    public const int Failures = 10;
    public static readonly TimeSpan After = TimeSpan.FromHours(1);
    public static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    /// <summary>What has been due for so long, because its receiver is paused, has had all the time that the standard gives it.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(3);
}
