namespace Gateway.Crash.World;

/// <summary>
/// Sends each request to one gateway of several, and to another one when it takes no connection: then nobody has seen the
/// request. One that was on its way when the connection broke is the client's to repeat.
/// </summary>
internal sealed class Balancer(IReadOnlyList<GatewayProcess> gateways, Random random) : DelegatingHandler(new SocketsHttpHandler())
{
    /// <summary>In the answer: which gateway has given it.</summary>
    public const string Header = "X-Crash-Gateway";

    /// <summary>Where nobody takes a connection, calling again at once would only keep the machine busy.</summary>
    private static readonly TimeSpan NobodyThere = TimeSpan.FromMilliseconds(250);

    private readonly Lock gate = new();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.PathAndQuery;
        var order = Order();
        for (var i = 0; ; i++)
        {
            request.RequestUri = new Uri(order[i].Address, path);
            try
            {
                var response = await base.SendAsync(request, cancellationToken);
                response.Headers.Add(Header, order[i].Name);
                return response;
            }
            catch (HttpRequestException problem) when (problem.HttpRequestError == HttpRequestError.ConnectionError && order.Count > 1)
            {
                if (i + 1 == order.Count)
                {
                    await Task.Delay(NobodyThere, cancellationToken);
                    throw;
                }
            }
        }
    }

    /// <summary>At random, and last those that a balancer would have found out to hang.</summary>
    private List<GatewayProcess> Order()
    {
        lock (gate)
        {
            return [.. gateways.OrderBy(gateway => gateway.Hangs).ThenBy(_ => random.Next())];
        }
    }
}
