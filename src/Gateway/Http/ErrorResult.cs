namespace Gateway.Http;

/// <summary>An <see cref="ApiError"/> as an endpoint's answer.</summary>
internal sealed class ErrorResult(ApiError error) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => ErrorResponse.Write(httpContext, error);
}
