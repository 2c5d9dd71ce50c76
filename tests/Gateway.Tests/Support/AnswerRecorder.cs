using System.Collections.Concurrent;

namespace Gateway.Tests.Support;

/// <summary>Keeps headers and body of every answer that passes.</summary>
internal sealed class AnswerRecorder(ConcurrentQueue<string> answers) : DelegatingHandler(new SocketsHttpHandler())
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        answers.Enqueue($"{response}\n{await response.Content.ReadAsStringAsync(cancellationToken)}");
        return response;
    }
}
