using Gateway.Http;
using Gateway.Routing;

namespace Gateway.Admin;

/// <summary>The operator API: what it is made of and where it is.</summary>
internal static class AdminSetup
{
    private const string Prefix = "/admin/v1";

    public static void AddAdmin(this IServiceCollection services, AdminOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<KeyFields>();
        services.AddSingleton<KeyChanges>();
        services.AddSingleton<PoolSwitch>();
        services.AddSingleton<UpstreamAnswers>();
    }

    public static void MapAdmin(this WebApplication app, AdminOptions options)
    {
        if (options.IsOff)
        {
            // Before the endpoints, whose 405s would tell that there is something.
            app.MapWhen(http => http.Request.Path.StartsWithSegments(Prefix), nothing => nothing.Run(NotFound));
        }

        var admin = app.MapGroup(Prefix)
            .AddEndpointFilter<AdminKeyFilter>()
            .AddEndpointFilter<AcceptFilter>()
            .WithTags("Admin");
        admin.MapKeys();
        admin.MapTeams();
        admin.MapSecrets();
        admin.MapCallbacks();
        admin.MapUsageReport();
        admin.MapUpstreams();
        admin.MapTasks();
        admin.MapAudit();
        admin.MapCatalogue();
        admin.MapStatus();
    }

    private static Task NotFound(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
