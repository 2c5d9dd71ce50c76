using Gateway.Http;

namespace Gateway.Admin;

/// <summary>Lets only operators through.</summary>
internal sealed class AdminKeyFilter(AdminOptions options) : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var authorization = http.Request.Headers.Authorization;
        if (authorization.Count != 1 || !options.IsOpenedBy(authorization[0]))
        {
            return ValueTask.FromResult<object?>(new ErrorResult(ApiError.Unauthorized()));
        }

        http.Features.Set(new RequestNotes { Key = "admin" });
        return next(context);
    }
}
