using Gateway;

if (await CopyCommand.Run(args) is { } copied)
{
    return copied;
}

var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    // A command's name would be taken for a setting's, and the next argument for its value. Settings that change are read aside
    // (SettingsReload): what is in use must never be half of the old ones and half of the new.
    Args = ["--hostBuilder:reloadConfigOnChange=false", .. args.Where(argument => argument is not (HealthCommand.Name or CheckCommand.Name))],
    ContentRootPath = AppContext.BaseDirectory,
    EnvironmentName = Startup.EnvironmentName(args),
});
if (HealthCommand.IsIn(args))
{
    return await HealthCommand.Run(builder.Configuration);
}

using var hangUp = new HangUp();
var settings = Settings.Read(builder.Configuration, builder.Environment.IsDevelopment());
if (CheckCommand.IsIn(args))
{
    return await CheckCommand.Run(settings, builder.Environment.EnvironmentName);
}

if (settings.Faults.Count > 0)
{
    return Startup.Refuse(settings.Faults);
}

builder.Services.AddSingleton(hangUp);
builder.Services.AddSingleton(new SettingsSource(builder.Configuration, builder.Environment.IsDevelopment()));
builder.Services.AddSingleton<SettingsReload>();
builder.Services.AddHostedService<SettingsWatch>();
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
