using System.Collections.Concurrent;

namespace Gateway.Tests.Support;

/// <summary>Keeps headers and body of every answer that passes.</summary>
internal sealed class AnswerRecorder() : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly ConcurrentQueue<string> answers = new();

    public IReadOnlyCollection<string> Answers => answers;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        answers.Enqueue($"{response}\n{await response.Content.ReadAsStringAsync(cancellationToken)}");
        return response;
    }
}
