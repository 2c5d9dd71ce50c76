namespace Gateway.Http;

/// <summary>Headers of the gateway's own.</summary>
internal static class GatewayHeaders
{
    /// <summary>Of a request: the only upstream that may serve it. Of an answer: the one that serves it.</summary>
    public const string Upstream = "X-Gateway-Upstream";

    /// <summary>The task that an answer is about, also when it is an error.</summary>
    public const string Task = "X-Gateway-Task";
}
