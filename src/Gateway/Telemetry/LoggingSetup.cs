using System.Globalization;
using System.Reflection;
using Gateway.Configuration;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Json;

namespace Gateway.Telemetry;

/// <summary>Serilog on the console, one line per event, as text or JSON; the <c>Serilog</c> section can change all of it.</summary>
internal static class LoggingSetup
{
    private const string Line = "{Timestamp:yyyy-MM-ddTHH:mm:ss.fffzzz} {Level:u3} {Message:l}{NewLine}{Exception}";

    /// <summary>Whose lines quote paths, queries or links, and from which level on they don't.</summary>
    private static readonly (string Category, LogLevel Least)[] QuotePaths =
    [
        ("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning),
        ("Microsoft.AspNetCore.Server.Kestrel.BadRequests", LogLevel.Warning),
        ("Microsoft.AspNetCore.Routing", LogLevel.Information),
        ("Microsoft.AspNetCore.StaticFiles", LogLevel.Information),
        // The links of files, which open them to whoever has one.
        ("Yarp.ReverseProxy", LogLevel.None),
    ];

    private const string Format = "Logging:Format";
    private const string Text = "text";
    private const string Json = "json";

    public static void UseSerilog(this WebApplicationBuilder builder, ILoggingBuilder logging)
    {
        var levels = new LogLevels(builder.Configuration);
        builder.Services.AddSingleton(levels);
        var settings = new LoggerConfiguration()
            .ReadFrom.Configuration(new ConfigurationBuilder().AddInMemoryCollection(ButLevels(builder.Configuration.GetSection("Serilog"))).Add(levels).Build())
            .Filter.ByExcluding(IsFailedStart)
            // Serilog's provider has a filter of its own, which wins over those of all providers.
            .Filter.ByExcluding(QuotesPath);
        if (!builder.Configuration.GetSection("Serilog:WriteTo").Exists())
        {
            settings = builder.Configuration[Format] == Json
                ? settings.WriteTo.Console(new JsonFormatter(renderMessage: true))
                : settings.WriteTo.Console(outputTemplate: Line, formatProvider: CultureInfo.InvariantCulture);
        }

        logging.ClearProviders();
        logging.AddSerilog(settings.CreateLogger(), dispose: true);
    }

    /// <summary>
    /// The framework's lines that quote a path or a query as they came, where a key may stand: <see cref="RequestLog"/>
    /// has its own. No setting of a level brings them back.
    /// </summary>
    public static void KeepPathsOut(this ILoggingBuilder logging)
    {
        foreach (var (category, least) in QuotePaths)
        {
            logging.AddFilter(category, least);
        }
    }

    /// <summary>Says what the log could not start with. Its sections are read by libraries, which would throw.</summary>
    public static void Check(ConfigReader reader, IConfiguration configuration)
    {
        reader.OneOf(Format, Text, [Text, Json]);
        var minimum = configuration.GetSection("Serilog:MinimumLevel");
        var logging = configuration.GetSection("Logging");
        var wrong = Wrong<LogEventLevel>(reader, [minimum, minimum.GetSection("Default"), .. minimum.GetSection("Override").GetChildren()])
            | Wrong<LogLevel>(reader, [.. logging.GetChildren().Prepend(logging).SelectMany(section => section.GetSection("LogLevel").GetChildren())]);
        if (wrong)
        {
            return;
        }

        try
        {
            _ = new LoggerConfiguration().ReadFrom.Configuration(configuration);
        }
        catch (Exception problem) when (problem is InvalidOperationException or ArgumentException or FormatException or IOException or TargetInvocationException)
        {
            reader.Fault("Serilog", $"can't be used: {(problem.InnerException ?? problem).Message}");
        }
    }

    private static IEnumerable<KeyValuePair<string, string?>> ButLevels(IConfigurationSection serilog) => serilog.AsEnumerable()
        .Where(setting => setting.Value is not null && !setting.Key.StartsWith(LogLevels.Section, StringComparison.OrdinalIgnoreCase));

    // Startup says it, in one line without a stack.
    private static bool IsFailedStart(LogEvent entry) => entry.MessageTemplate.Text == "Hosting failed to start";

    private static bool QuotesPath(LogEvent entry) =>
        entry.Properties.TryGetValue("SourceContext", out var source)
        && source is ScalarValue { Value: string category }
        // The levels of both have the same numbers.
        && Array.Exists(QuotePaths, one => category.StartsWith(one.Category, StringComparison.Ordinal) && (int)entry.Level < (int)one.Least);

    private static bool Wrong<TLevel>(ConfigReader reader, IEnumerable<IConfigurationSection> levels)
        where TLevel : struct, Enum
    {
        var names = Enum.GetNames<TLevel>();
        // "$name" is one of Serilog's switches.
        var wrong = levels.Where(level => level.Value is { Length: > 0 } text && text[0] != '$' && !names.Contains(text, StringComparer.OrdinalIgnoreCase)).ToList();
        wrong.ForEach(level => reader.Fault(level.Path, $"is '{level.Value}'; allowed: {string.Join(", ", names)}"));
        return wrong.Count > 0;
    }
}
