using System.Collections.Concurrent;
using Gateway.Tests.OpenApi;

namespace Gateway.Tests.Support;

/// <summary>Keeps headers and body of every answer that passes, and lets none pass that is not as the API's documents say.</summary>
internal sealed class AnswerRecorder(ConcurrentQueue<string> answers) : DelegatingHandler(new SocketsHttpHandler())
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        answers.Enqueue($"{response}\n{body}");
        ApiDocument.CheckedIn.Faults(request.Method.Method, request.RequestUri!.AbsolutePath, (int)response.StatusCode, body).ShouldBeEmpty();
        return response;
    }
}
