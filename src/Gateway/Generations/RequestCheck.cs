using Gateway.Callbacks;
using Gateway.Canonical;
using Gateway.Http;
using Gateway.Keys;
using Gateway.Models;
using Gateway.Routing;

namespace Gateway.Generations;

/// <summary>Everything that is decided about a request before money is involved; create and dry run share it.</summary>
internal sealed class RequestCheck(ClientKeys keys, LiveCatalogue catalogue, Router router, CallbackUrls callbacks)
{
    /// <summary>Everything before the request itself is looked at.</summary>
    /// <param name="authorization">A body may take its time, and the key may have been revoked or changed meanwhile: it is looked up when the body is there.</param>
    public (ReceivedRequest? Received, ApiError? Problem) Receive(ReadOnlyMemory<byte> body, string? authorization)
    {
        // Before the key: one that new settings shut out never meets their models.
        var today = catalogue.Current;
        if (keys.Find(authorization) is not { } key)
        {
            return (null, ApiError.Unauthorized());
        }

        var (document, fault) = JsonReading.Parse(body);
        return document is null ? (null, ApiError.InvalidJson(fault!)) : (new ReceivedRequest(key, document, today), null);
    }

    /// <param name="pinned">What the caller wants to be served by; null or empty for any upstream.</param>
    public (CheckedRequest? Checked, ApiError? Problem) Check(ReceivedRequest received, string? pinned) => Resolve(received) switch
    {
        ({ } resolved, { } model, _) => Route(received.Key, model, resolved, pinned),
        var (_, _, problem) => (null, problem),
    };

    /// <summary>What the capability matrix makes of the request today.</summary>
    public (ResolvedRequest? Request, ModelSpec? Model, ApiError? Problem) Resolve(ReceivedRequest received)
    {
        var reading = RequestReader.Read(received.Body.RootElement);
        var request = reading.Request!;
        IReadOnlyList<ErrorDetail> problems = callbacks.Check(request.CallbackUrl) is { } wrong ? [.. reading.Problems, wrong] : reading.Problems;
        if (request.Model is null)
        {
            return (null, null, ApiError.InvalidRequest(problems));
        }

        if (received.Catalogue.Find(request.Model) is not { } model)
        {
            return (null, null, ApiError.ModelNotFound(request.Model));
        }

        if (!received.Key.MayUse(model.Name))
        {
            return (null, null, ApiError.ModelNotAllowed(model.Name));
        }

        var validation = RequestValidator.Validate(request, model, problems);
        return validation.Request is { } resolved ? (resolved, model, null) : (null, null, ApiError.InvalidRequest(validation.Problems));
    }

    private (CheckedRequest? Checked, ApiError? Problem) Route(ClientKey key, ModelSpec model, ResolvedRequest resolved, string? pinned)
    {
        var plan = router.Plan(model, resolved, string.IsNullOrEmpty(pinned) ? null : pinned);
        return plan.Refusal is null
            ? (new CheckedRequest(key, model, resolved, model.PriceOf(resolved), plan), null)
            : (null, plan.Refusal);
    }
}
