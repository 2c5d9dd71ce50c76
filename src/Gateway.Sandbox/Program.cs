namespace Gateway.Sandbox;

/// <summary>The simulated upstreams as a process of their own.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        // The gateway's settings lie at the repository's root; they are not meant for this process.
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        if (SandboxSettings.Read(builder.Configuration.GetSection("Sandbox"), out var faults) is not { } options)
        {
            await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, faults));
            return 1;
        }

        if (string.IsNullOrEmpty(builder.Configuration["Urls"]))
        {
            builder.WebHost.UseUrls("http://localhost:9090");
        }

        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSandbox(options);
        await using var app = builder.Build();
        app.MapSandbox("");
        try
        {
            app.Services.GetRequiredService<SandboxState>().OpenJournal();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"Sandbox:Journal names a file that can't be used: {problem.Message}");
            return 1;
        }

        await app.StartAsync();
        foreach (var address in app.Urls)
        {
            Console.WriteLine($"""
                Simulated upstreams at {address}
                  {address}/toapis    POST /v1/videos/generations, GET /v1/videos/generations/<id>
                  {address}/legacy    POST /v1/video/generations, GET /v1/video/generations/<id>
                  {address}/apimart   POST /v1/videos/generations, GET /v1/tasks/<id>
                  {address}/receiver  POST takes callbacks (?status=500 answers that), GET shows them
                  {address}/control   GET /jobs, GET /requests, POST /faults
                All of them want one of the keys of Sandbox:Keys: Authorization: Bearer <key>.
                A prompt with [sandbox:FAULT] scripts a fault; an unknown one is refused with the list of those known.
                """);
        }

        await app.WaitForShutdownAsync();
        return 0;
    }
}
