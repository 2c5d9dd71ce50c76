using System.Text.Json;

namespace Gateway.Http;

/// <summary>One problem of a request.</summary>
/// <param name="Param">The field, as a path: <c>duration</c>, <c>image_urls[2]</c>, <c>metadata.subjects[0].name</c>.</param>
/// <param name="Code">One of <see cref="DetailCodes"/>.</param>
/// <param name="Message">A sentence for a person.</param>
/// <param name="Allowed">The list (JSON array) or range (<c>{"min","max"}</c>) that would have been accepted.</param>
internal sealed record ErrorDetail(string Param, string Code, string Message, JsonElement? Allowed = null);
