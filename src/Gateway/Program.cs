using Gateway;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
var settings = Settings.Read(builder.Configuration, builder.Environment.IsDevelopment());
if (settings.Faults.Count > 0)
{
    return Startup.Refuse(settings.Faults);
}

await using var app = GatewayApp.Build(builder, settings);
if (await Startup.Prepare(app.Services) is { Count: > 0 } faults)
{
    return Startup.Refuse(faults);
}

await app.StartAsync();
Startup.Greet(app, settings);
await app.WaitForShutdownAsync();
return 0;
