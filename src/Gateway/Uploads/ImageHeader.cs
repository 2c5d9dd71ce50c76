using System.Buffers.Binary;

namespace Gateway.Uploads;

/// <summary>Tells what an image is by its first bytes. Its name, and what its sender says of it, count for nothing.</summary>
internal static class ImageHeader
{
    /// <summary>As much as a PNG or a WebP needs to say how large it is.</summary>
    private const int Head = 30;

    private const byte Marker = 0xFF;

    private static readonly byte[] PngSignature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <param name="image">It can seek, and is read from its beginning.</param>
    /// <returns>Null when it is none of the three kinds, or does not say how large it is.</returns>
    public static async Task<ImageFacts?> Read(Stream image, CancellationToken cancel)
    {
        var head = new byte[Head];
        image.Position = 0;
        var length = await image.ReadAtLeastAsync(head, Head, throwOnEndOfStream: false, cancel);
        var facts = length < Head ? null
            : head is [Marker, 0xD8, Marker, ..] ? await ReadJpeg(image, cancel)
            : head.AsSpan().StartsWith(PngSignature) ? ReadPng(head)
            : head.AsSpan().StartsWith("RIFF"u8) && head.AsSpan(8).StartsWith("WEBP"u8) ? ReadWebP(head)
            : null;
        return facts is { Width: > 0, Height: > 0 } ? facts : null;
    }

    private static ImageFacts? ReadPng(byte[] head) => head.AsSpan(12).StartsWith("IHDR"u8)
        ? new(ImageFacts.Png, BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(20)))
        : null;

    /// <summary>Of a lossy, a lossless, or an extended one, each of which begins with a chunk of its own.</summary>
    private static ImageFacts? ReadWebP(byte[] head)
    {
        var chunk = head.AsSpan(12);
        if (chunk.StartsWith("VP8 "u8))
        {
            return head.AsSpan(23).StartsWith<byte>([0x9D, 0x01, 0x2A]) ? new(ImageFacts.WebP, Short(head, 26) & 0x3FFF, Short(head, 28) & 0x3FFF) : null;
        }

        if (chunk.StartsWith("VP8L"u8))
        {
            var sizes = BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(21));
            return head[20] == 0x2F ? new(ImageFacts.WebP, (int)(sizes & 0x3FFF) + 1, (int)((sizes >> 14) & 0x3FFF) + 1) : null;
        }

        return chunk.StartsWith("VP8X"u8) ? new(ImageFacts.WebP, (Short(head, 24) | (head[26] << 16)) + 1, (Short(head, 27) | (head[29] << 16)) + 1) : null;
    }

    /// <summary>Goes from segment to segment until the one that says how large it is, which stands before the picture itself.</summary>
    private static async Task<ImageFacts?> ReadJpeg(Stream image, CancellationToken cancel)
    {
        image.Position = 2;
        var segment = new byte[9];
        while (await image.ReadAtLeastAsync(segment, segment.Length, throwOnEndOfStream: false, cancel) == segment.Length && segment[0] == Marker)
        {
            var next = image.Position - segment.Length;
            if (segment[1] == Marker)
            {
                // Any number of these may stand before a marker.
                image.Position = next + 1;
                continue;
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(segment.AsSpan(2));
            if (SaysSize(segment[1]))
            {
                return new(ImageFacts.Jpeg, BinaryPrimitives.ReadUInt16BigEndian(segment.AsSpan(7)), BinaryPrimitives.ReadUInt16BigEndian(segment.AsSpan(5)));
            }

            if (segment[1] is < 0xC0 or >= 0xD0 and <= 0xDA || length < 2)
            {
                return null;
            }

            image.Position = next + 2 + length;
        }

        return null;
    }

    /// <summary>SOF0 to SOF15, between which three other markers stand.</summary>
    private static bool SaysSize(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static int Short(byte[] bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at));
}
