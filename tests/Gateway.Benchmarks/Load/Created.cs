using System.Text;

namespace Gateway.Benchmarks.Load;

/// <summary>Finds the new task's id in a create's answer.</summary>
internal static class Created
{
    private static readonly byte[] Mark = "\"id\":\"video_"u8.ToArray();

    public static string Id(ReadOnlyMemory<byte> answer)
    {
        var at = answer.Span.IndexOf(Mark) + Mark.Length - "video_".Length;
        return Encoding.ASCII.GetString(answer.Span.Slice(at, TaskIds.Length));
    }
}
