using System.Text;

namespace Gateway.Benchmarks.Load;

/// <summary>Many task ids of one length, packed.</summary>
internal sealed class TaskIds
{
    public const int Length = 32;

    private readonly List<byte[]> pages = [];

    public int Count { get; private set; }

    public void Add(string id)
    {
        if (Count % 4096 == 0)
        {
            pages.Add(new byte[4096 * Length]);
        }

        Encoding.ASCII.GetBytes(id, Slot(Count));
        Count++;
    }

    public void Copy(int index, Span<byte> to) => Slot(index).CopyTo(to);

    private Span<byte> Slot(int index) => pages[index / 4096].AsSpan(index % 4096 * Length, Length);
}
