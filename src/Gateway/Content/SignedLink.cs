namespace Gateway.Content;

/// <summary>Says that a call was let in by a signed link: it may have this one file, whosever it is.</summary>
internal sealed record SignedLink
{
    public static readonly SignedLink Mark = new();
}
