namespace Gateway.Http;

/// <summary>The <c>Idempotency-Key</c> of a create.</summary>
internal static class IdempotencyHeader
{
    public const string Name = "Idempotency-Key";
    private const int Longest = 255;

    public static (string? Key, ApiError? Problem) Read(HttpRequest request)
    {
        var values = request.Headers[Name];
        if (values.Count == 0)
        {
            return (null, null);
        }

        var key = values.Count == 1 ? values[0] ?? "" : "";
        if (key.Length > Longest)
        {
            return (null, Problem(DetailCodes.TooLong));
        }

        return key.Length > 0 && key.All(character => character is > ' ' and <= '~') ? (key, null) : (null, Problem(DetailCodes.NotAllowed));
    }

    private static ApiError Problem(string code) => ApiError.InvalidRequest(
        [new ErrorDetail(Name, code, $"{Name} has to be one value of 1 to {Longest} visible ASCII characters.")]);
}
