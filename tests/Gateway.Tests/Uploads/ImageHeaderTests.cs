using Gateway.Uploads;

namespace Gateway.Tests.Uploads;

public sealed class ImageHeaderTests
{
    public static TheoryData<string, byte[], string?> Images => new()
    {
        { "a JPEG with a colour profile", SampleImages.Jpeg, "image/jpeg" },
        { "a JPEG with filling before a marker", [.. SampleImages.Jpeg[..2], 0xFF, 0xFF, .. SampleImages.Jpeg[2..]], "image/jpeg" },
        { "a PNG", SampleImages.Png, "image/png" },
        { "a lossy WebP", SampleImages.LossyWebP, "image/webp" },
        { "a lossless WebP", SampleImages.LosslessWebP, "image/webp" },
        { "an extended WebP", SampleImages.ExtendedWebP, "image/webp" },
        { "nothing", [], null },
        { "a page", "<!doctype html><script>alert(1)</script><p>long enough to be read</p>"u8.ToArray(), null },
        { "a drawing that can hold a script", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>"u8.ToArray(), null },
        { "a GIF", [.. "GIF89a"u8, .. new byte[64]], null },
        { "a RIFF that is a sound", [.. "RIFF\0\0\0\0WAVEfmt "u8, .. new byte[64]], null },
        { "the beginning of a PNG", SampleImages.Png[..20], null },
        { "a PNG without a size", [.. SampleImages.Png[..16], .. new byte[40]], null },
        { "a PNG of a negative size", [.. SampleImages.Png[..16], 0xFF, 0xFF, 0xFF, 0xFF, .. SampleImages.Png[20..]], null },
        { "a JPEG that ends before its size", SampleImages.Jpeg[..100], null },
        { "a JPEG whose segment has no length", [0xFF, 0xD8, 0xFF, 0xE0, 0, 0, .. new byte[64]], null },
        { "a JPEG whose picture comes at once", [0xFF, 0xD8, 0xFF, 0xDA, 0, 8, .. new byte[64]], null },
        { "a JPEG full of filling", [0xFF, 0xD8, .. Enumerable.Repeat((byte)0xFF, 1000)], null },
    };

    [Theory]
    [MemberData(nameof(Images))]
    public async Task An_image_is_what_its_bytes_say(string what, byte[] bytes, string? type)
    {
        using var stream = new MemoryStream(bytes);
        var facts = await ImageHeader.Read(stream, CancellationToken.None);
        facts.ShouldBe(type is null ? null : new ImageFacts(type, SampleImages.Width, SampleImages.Height), what);
    }

    [Fact]
    public async Task Whatever_the_bytes_are_the_reader_ends_and_does_not_throw()
    {
        var random = new Random(7);
        foreach (var sample in new[] { SampleImages.Jpeg, SampleImages.Png, SampleImages.LossyWebP, SampleImages.LosslessWebP, SampleImages.ExtendedWebP })
        {
            for (var i = 0; i < 2000; i++)
            {
                var bytes = sample[..random.Next(sample.Length + 1)].ToArray();
                for (var change = random.Next(8); change > 0 && bytes.Length > 0; change--)
                {
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                }

                using var stream = new MemoryStream(bytes);
                var facts = await ImageHeader.Read(stream, CancellationToken.None);
                (facts is null or { Width: > 0, Height: > 0 }).ShouldBeTrue();
            }
        }
    }
}
