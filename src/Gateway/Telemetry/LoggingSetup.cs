using Serilog;
using Serilog.Events;

namespace Gateway.Telemetry;

/// <summary>Serilog on the console, one line per event; the <c>Serilog</c> section can change all of it.</summary>
internal static class LoggingSetup
{
    private const string Line = "{Timestamp:yyyy-MM-ddTHH:mm:ss.fffzzz} {Level:u3} {Message:l}{NewLine}{Exception}";

    public static void UseSerilog(this WebApplicationBuilder builder, ILoggingBuilder logging)
    {
        var settings = new LoggerConfiguration()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("System", LogEventLevel.Warning)
            .ReadFrom.Configuration(builder.Configuration);
        if (!builder.Configuration.GetSection("Serilog:WriteTo").Exists())
        {
            settings = settings.WriteTo.Console(outputTemplate: Line, formatProvider: System.Globalization.CultureInfo.InvariantCulture);
        }

        logging.ClearProviders();
        logging.AddSerilog(settings.CreateLogger(), dispose: true);
    }
}
