using Gateway.Canonical;
using Gateway.Http;

namespace Gateway.Models;

/// <summary>What the capability matrix says about a request.</summary>
/// <param name="Request">With every default filled in; null when there is a problem.</param>
/// <param name="Problems">Every problem at once, those of the form first.</param>
internal sealed record Validation(ResolvedRequest? Request, IReadOnlyList<ErrorDetail> Problems);
