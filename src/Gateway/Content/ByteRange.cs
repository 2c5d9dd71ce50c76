using Microsoft.Net.Http.Headers;

namespace Gateway.Content;

/// <summary>A part of a file.</summary>
internal readonly record struct ByteRange(long From, long Count)
{
    /// <returns>Null when no byte of the file is in the range that was asked for.</returns>
    public static ByteRange? Of(RangeItemHeaderValue? asked, long length)
    {
        if (asked is null)
        {
            return new(0, length);
        }

        var from = asked.From ?? Math.Max(0, length - asked.To!.Value);
        var to = asked.From is null ? length - 1 : Math.Min(asked.To ?? long.MaxValue, length - 1);
        return from <= to ? new(from, to - from + 1) : null;
    }
}
