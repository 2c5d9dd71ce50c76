using Microsoft.Net.Http.Headers;

namespace Gateway.WebConsole;

/// <summary>A file of the console as it is sent.</summary>
/// <param name="Packed">The same with gzip.</param>
internal sealed record ConsoleFile(byte[] Bytes, byte[] Packed, string ContentType, EntityTagHeaderValue Tag, EntityTagHeaderValue PackedTag);
