using Gateway.Canonical;
using Gateway.Files;
using Gateway.Http;
using Gateway.Keys;

namespace Gateway.Content;

/// <summary>Lets a call for a file through with a signed link to it, and else only with a valid key.</summary>
internal sealed class LinkFilter(LinkSigner signer, TimeProvider time, ClientKeys keys, UnknownKeys unknown) : IEndpointFilter
{
    private readonly ClientKeyFilter keyFilter = new(keys, unknown);

    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        var problem = Problem(request);
        if (problem is null)
        {
            context.HttpContext.Features.Set(SignedLink.Mark);
            context.HttpContext.Features.Set(new RequestNotes());
            return next(context);
        }

        // Clients add their key to every call, also to one that a link has opened.
        return request.Headers.Authorization.Count > 0 ? keyFilter.InvokeAsync(context, next) : ValueTask.FromResult<object?>(new ErrorResult(problem));
    }

    private ApiError? Problem(HttpRequest request) =>
        signer.EndOf((string)request.RouteValues["id"]!, request.Query) is not { } end ? ApiError.Unauthorized()
            : end <= time.Now() ? ContentErrors.LinkExpired()
            : null;
}
