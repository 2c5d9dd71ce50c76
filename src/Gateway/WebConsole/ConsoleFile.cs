using Microsoft.Net.Http.Headers;

namespace Gateway.WebConsole;

/// <summary>A file of the console as it is sent.</summary>
internal sealed record ConsoleFile(byte[] Bytes, string ContentType, EntityTagHeaderValue Tag);
