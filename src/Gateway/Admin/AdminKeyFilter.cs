using Gateway.Canonical;
using Gateway.Http;

namespace Gateway.Admin;

/// <summary>Lets only operators through, and viewers only to read. Every call goes through it, so none can be forgotten.</summary>
internal sealed class AdminKeyFilter(AdminOptions options, TimeProvider time) : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        // What operators read is in no cache, and a new key's secret least of all.
        http.Response.Headers.CacheControl = "no-store";
        var authorization = http.Request.Headers.Authorization;
        if (authorization.Count != 1 || options.Find(authorization[0]) is not { } caller)
        {
            return ValueTask.FromResult<object?>(new ErrorResult(ApiError.Unauthorized()));
        }

        http.Features.Set(new RequestNotes { Key = $"operator:{caller.Name}" });
        if (caller.Role != Role.Admin && !HttpMethods.IsGet(http.Request.Method))
        {
            return ValueTask.FromResult<object?>(new ErrorResult(AdminErrors.ViewersOnlyRead()));
        }

        http.Features.Set(new Caller(caller.Name, caller.Role, Caller.AddressOf(http), http.TraceIdentifier, time.Now()));
        return next(context);
    }
}
