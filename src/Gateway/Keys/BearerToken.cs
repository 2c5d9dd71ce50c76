namespace Gateway.Keys;

/// <summary>The secret that a request brings in its Authorization header.</summary>
internal static class BearerToken
{
    private const string Scheme = "Bearer ";
    private const int Longest = 512;

    /// <param name="authorization">The whole header.</param>
    /// <returns>Empty when it is missing or malformed.</returns>
    public static ReadOnlySpan<char> Read(string? authorization)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return [];
        }

        var token = authorization.AsSpan(Scheme.Length).Trim(' ');
        return token.Length <= Longest ? token : [];
    }
}
