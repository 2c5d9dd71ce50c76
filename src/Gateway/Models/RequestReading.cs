using Gateway.Canonical;
using Gateway.Http;

namespace Gateway.Models;

/// <summary>What a body turned out to be: no readable JSON object at all, or a request with the problems of its form.</summary>
/// <param name="Error">Set when there is no request: <c>invalid_json</c>.</param>
/// <param name="Request">Set when there is no error.</param>
/// <param name="Problems">Wrong types, unknown fields and a missing model. Never empty when the request has no model.</param>
internal sealed record RequestReading(ApiError? Error, VideoRequest? Request, IReadOnlyList<ErrorDetail> Problems);
