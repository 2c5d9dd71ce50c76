using Gateway.Canonical;
using Gateway.Errors;
using Gateway.Keys;
using Gateway.Models;
using Gateway.Routing;

namespace Gateway.Videos;

/// <summary>Everything that is decided about a request before money is involved; create and dry run share it.</summary>
internal sealed class RequestCheck(ClientKeys keys, Catalogue catalogue, Router router)
{
    public const string PinHeader = "X-Gateway-Upstream";

    public async Task<(CheckedRequest? Checked, ApiError? Problem)> Check(HttpRequest http)
    {
        var (body, problem) = await RequestBody.Read(http);
        if (body is null)
        {
            return (null, problem);
        }

        // A body may take its time, and the key may have been revoked or changed meanwhile.
        if (keys.Find(http.Headers.Authorization) is not { } key)
        {
            return (null, ApiError.Unauthorized());
        }

        var reading = RequestReader.Read(body);
        if (reading.Request is not { } request)
        {
            return (null, reading.Error);
        }

        if (request.Model is null)
        {
            return (null, ApiError.InvalidRequest(reading.Problems));
        }

        if (catalogue.Find(request.Model) is not { } model)
        {
            return (null, ApiError.ModelNotFound(request.Model));
        }

        if (!key.MayUse(model.Name))
        {
            return (null, ApiError.ModelNotAllowed(model.Name));
        }

        var validation = RequestValidator.Validate(request, model, reading.Problems);
        return validation.Request is { } resolved
            ? Route(key, model, resolved, http.Headers[PinHeader])
            : (null, ApiError.InvalidRequest(validation.Problems));
    }

    private (CheckedRequest? Checked, ApiError? Problem) Route(ClientKey key, ModelSpec model, ResolvedRequest resolved, string? pinned)
    {
        var plan = router.Plan(model, resolved, string.IsNullOrEmpty(pinned) ? null : pinned);
        return plan.Refusal is null
            ? (new CheckedRequest(key, model, resolved, model.PriceOf(resolved), plan), null)
            : (null, plan.Refusal);
    }
}
