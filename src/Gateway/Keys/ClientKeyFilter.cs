using Gateway.Http;

namespace Gateway.Keys;

/// <summary>Lets a call through only with a valid key, and tells the endpoint whose it is.</summary>
internal sealed class ClientKeyFilter(ClientKeys keys) : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var authorization = http.Request.Headers.Authorization;
        if (authorization.Count != 1 || keys.Find(authorization[0]) is not { } key)
        {
            return ValueTask.FromResult<object?>(new ErrorResult(ApiError.Unauthorized()));
        }

        http.Features.Set(key);
        http.Features.Set(new RequestNotes { Key = key.Id });
        return next(context);
    }
}
