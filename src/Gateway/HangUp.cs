using System.Runtime.InteropServices;

namespace Gateway;

/// <summary>The signal SIGHUP, which asks a server to read its settings again. Unheard, it would end the process.</summary>
internal sealed class HangUp : IDisposable
{
    // On Windows .NET gives this name to the closing of the console window, which is to end the process.
    private readonly PosixSignalRegistration? registration;
    private int asked;

    public HangUp() => registration = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
    {
        context.Cancel = true;
        Volatile.Write(ref asked, 1);
    });

    /// <returns>Whether it has come since the last time.</returns>
    public bool WasHeard() => Interlocked.Exchange(ref asked, 0) == 1;

    public void Dispose() => registration?.Dispose();
}
