namespace Gateway.Sandbox.Images;

/// <summary>The images taken last, in memory: enough to look at what was sent.</summary>
internal sealed class ImageShelf
{
    private const int Most = 16;

    private readonly Lock gate = new();
    private readonly Queue<SandboxImage> images = new();

    public void Add(SandboxImage image)
    {
        lock (gate)
        {
            images.Enqueue(image);
            if (images.Count > Most)
            {
                images.Dequeue();
            }
        }
    }

    public SandboxImage? Find(string id)
    {
        lock (gate)
        {
            return images.FirstOrDefault(image => image.Id == id);
        }
    }
}
