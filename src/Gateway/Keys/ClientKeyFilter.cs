using Gateway.Http;

namespace Gateway.Keys;

/// <summary>Lets a call through only with a valid key, and tells the endpoint whose it is.</summary>
internal sealed class ClientKeyFilter(ClientKeys keys, UnknownKeys unknown) : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var authorization = context.HttpContext.Request.Headers.Authorization;
        var only = authorization.Count == 1 ? authorization[0] : null;
        return keys.Find(only) is { } key ? Pass(key, context, next) : AskAround(only, context, next);
    }

    private static ValueTask<object?> Pass(ClientKey key, EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Features.Set(key);
        http.Features.Set(new RequestNotes { Key = key.Id });
        return next(context);
    }

    private async ValueTask<object?> AskAround(string? authorization, EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        await unknown.Find(authorization) is { } key ? await Pass(key, context, next) : new ErrorResult(ApiError.Unauthorized());
}
