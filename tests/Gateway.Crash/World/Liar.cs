using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace Gateway.Crash.World;

/// <summary>Stands in front of the simulated upstreams and answers some questions about jobs in their place.</summary>
internal sealed class Liar(JobIndex jobs)
{
    private readonly ConcurrentDictionary<string, int> told = new();

    /// <summary>How many lies were told.</summary>
    public int Count => told.Values.Sum();

    public async Task Answer(HttpContext context, RequestDelegate next)
    {
        if (Text(context.Request) is { } lie)
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(lie);
            return;
        }

        await next(context);
    }

    /// <returns>Null for the truth.</returns>
    private string? Text(HttpRequest request)
    {
        var path = request.Path.Value!.Split('/');
        if (!HttpMethods.IsGet(request.Method) || jobs.Named(path[1], path[^1]) is not { } job || Lie.In(job.Body) is not { } lie)
        {
            return null;
        }

        var number = told.AddOrUpdate(job.Id, 1, (_, count) => Math.Min(count + 1, lie.Count + 1));
        return number <= lie.Count ? LieShapes.Text(lie, job.Upstream, path[^1], number, isFind: path[^1] != job.Id) : null;
    }
}
