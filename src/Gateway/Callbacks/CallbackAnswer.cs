namespace Gateway.Callbacks;

/// <summary>What came of sending a callback.</summary>
/// <param name="HttpStatus">Null when there was no answer.</param>
/// <param name="Problem">What stood in the way of an answer, in words that hold nothing of the receiver's.</param>
/// <param name="RetryAfter">How long the receiver asks to be left alone.</param>
internal sealed record CallbackAnswer(int? HttpStatus, string? Problem, TimeSpan? RetryAfter)
{
    private const int Gone = 410;

    public bool IsTaken => HttpStatus is >= 200 and < 300;

    /// <summary>The receiver wants no more of it.</summary>
    public bool IsGone => HttpStatus == Gone;
}
