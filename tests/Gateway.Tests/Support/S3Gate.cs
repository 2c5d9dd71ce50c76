using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Tests.Support;

/// <summary>Stands before a store that speaks S3, and can let a call stand still: before the store hears of it, or when it has done what it asks.</summary>
internal sealed class S3Gate : IAsyncDisposable
{
    private static readonly string[] OfTheConnection = ["Connection", "Expect", "Host", "Keep-Alive", "Transfer-Encoding"];

    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private WebApplication app = null!;
    private S3Server server = null!;
    private Halt? next;

    public IEnumerable<(string Key, string? Value)> Settings => server.Settings(app.Urls.First());

    public static async Task<S3Gate> Start(S3Server server)
    {
        var gate = new S3Gate { server = server };
        gate.app = await LocalHost.Start(app => app.Run(gate.Pass));
        return gate;
    }

    /// <summary>Lets the next call of this kind stand still until whoever calls has left, and returns when it does.</summary>
    /// <param name="isDone">Whether the store does before what it asks.</param>
    public async Task Halted(S3Call call, bool isDone, Func<Task> act)
    {
        var halt = new Halt(call, isDone, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        next = halt;
        await act();
        await halt.Reached.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        client.Dispose();
    }

    private async Task Pass(HttpContext http)
    {
        var halt = next is { } one && one.Call == CallOf(http.Request) ? Interlocked.CompareExchange(ref next, null, one) : null;
        if (halt is { IsDone: false })
        {
            await StandStill(halt, http);
        }

        using var question = QuestionOf(http.Request);
        using var answer = await client.SendAsync(question, HttpCompletionOption.ResponseHeadersRead, http.RequestAborted);
        if (halt is not null)
        {
            await StandStill(halt, http);
        }

        http.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => !OfTheConnection.Contains(header.Key)))
        {
            http.Response.Headers[name] = values.ToArray();
        }

        await answer.Content.CopyToAsync(http.Response.Body, http.RequestAborted);
    }

    private static Task StandStill(Halt halt, HttpContext http)
    {
        halt.Reached.SetResult();
        return Task.Delay(Timeout.Infinite, http.RequestAborted);
    }

    private static S3Call CallOf(HttpRequest request) =>
        HttpMethods.IsPut(request.Method) && !request.Query.ContainsKey("uploadId") ? S3Call.Put
        : HttpMethods.IsPost(request.Method) && request.Query.ContainsKey("uploadId") ? S3Call.Complete
        : S3Call.Other;

    private HttpRequestMessage QuestionOf(HttpRequest request)
    {
        var question = new HttpRequestMessage(new HttpMethod(request.Method), server.Url + request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        question.Content = request.ContentLength > 0 ? new StreamContent(request.Body) : null;
        // It is part of what is signed.
        question.Headers.Host = request.Host.Value;
        foreach (var (name, values) in request.Headers.Where(header => !OfTheConnection.Contains(header.Key)))
        {
            if (!question.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
            {
                question.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
            }
        }

        return question;
    }

    private sealed record Halt(S3Call Call, bool IsDone, TaskCompletionSource Reached);
}
