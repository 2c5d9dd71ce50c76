using Gateway.Canonical;
using Gateway.Keys;

namespace Gateway.Uploads;

/// <summary>An image as a client has handed it in.</summary>
/// <param name="Key">Whose it is.</param>
/// <param name="File">Its bytes, as often as they are needed until the call has ended.</param>
internal sealed record TakenImage(string Id, ClientKey Key, ImageFacts Facts, IFormFile File, Instant At);
