namespace Gateway.Canonical;

/// <summary>The database's clock, as it was asked for.</summary>
/// <param name="Ahead">By how much it is ahead of the clock of whoever asked, if the answer took as long as the question.</param>
/// <param name="Uncertainty">By how much that may be wrong, because one of the two ways may have taken all the time.</param>
internal readonly record struct ClockReading(TimeSpan Ahead, TimeSpan Uncertainty);
