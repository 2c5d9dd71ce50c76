using Gateway.Dialects;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Lies;

/// <summary>A log that keeps only the first line that should not be: one with a key, or one that is two.</summary>
/// <param name="secret">The key of every upstream.</param>
internal sealed class CheckedLog(string secret) : ILoggerProvider, ILogger
{
    public string Secret => secret;

    public string? Trouble { get; private set; }

    public bool IsSecret(string? text) => text?.Contains(secret, StringComparison.OrdinalIgnoreCase) == true;

    public ILogger CreateLogger(string categoryName) => this;

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var line = formatter(state, exception);
        if (exception is not null || IsSecret(line) || !UpstreamWord.IsOneLine(line))
        {
            Trouble ??= $"{line} {exception}";
        }
    }
}
