using System.Security.Cryptography;

namespace Gateway;

/// <summary>
/// Lets the settings be read again after SIGHUP, or when a file of theirs has other contents. It looks at what is in the files,
/// because a file that is mounted into a container is changed in ways that no watcher of the system hears of.
/// </summary>
internal sealed class SettingsWatch(HangUp hangUp, SettingsSource source, SettingsReload reload, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Beat, time);
        var tried = Contents();
        var before = tried;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var now = Contents();
            // The same twice: nobody is in the middle of writing it.
            if (hangUp.WasHeard() || (IsSame(now, before) && !IsSame(now, tried)))
            {
                await reload.Apply();
                // What was written meanwhile differs from this and is read at the next beats. With other settings there may be other files.
                tried = now;
                foreach (var (file, contents) in Contents())
                {
                    tried.TryAdd(file, contents);
                }
            }

            before = now;
        }
    }

    /// <returns>By file, what stands in it.</returns>
    private Dictionary<string, string> Contents() => source.Files.Concat(reload.SecretFiles).Distinct().ToDictionary(file => file, Contents);

    private static bool IsSame(Dictionary<string, string> now, Dictionary<string, string> then) =>
        now.All(file => then.GetValueOrDefault(file.Key) == file.Value);

    private static string Contents(string file)
    {
        try
        {
            return Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return problem.GetType().Name;
        }
    }
}
