using Gateway;

if (await CopyCommand.Run(args) is { } copied)
{
    return copied;
}

var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = HealthCommand.Without(args),
    ContentRootPath = AppContext.BaseDirectory,
    EnvironmentName = Startup.EnvironmentName(args),
});
if (HealthCommand.IsIn(args))
{
    return await HealthCommand.Run(builder.Configuration);
}

var settings = Settings.Read(builder.Configuration, builder.Environment.IsDevelopment());
if (settings.Faults.Count > 0)
{
    return Startup.Refuse(settings.Faults);
}

await using var app = GatewayApp.Build(builder, settings);
if (Startup.OpenStore(app.Services) is { Count: > 0 } unusable)
{
    return Startup.Refuse(Startup.NoStore, unusable);
}

if (await Startup.Prepare(app.Services) is { Count: > 0 } missing)
{
    return Startup.Refuse(missing);
}

if (await Startup.Listen(app) is { Count: > 0 } taken)
{
    return Startup.Refuse(Startup.NoAddress, taken);
}

Greeting.Write(app, settings);
if (!await Shutdown.WhenAsked(app, settings.Shutdown))
{
    // At once: what is cut off is as after a crash, and to wait for it in order to tidy up would be to wait after all.
    Environment.Exit(Shutdown.CutOffExit);
}

return 0;
