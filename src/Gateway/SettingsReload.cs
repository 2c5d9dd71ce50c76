using System.Data.Common;
using Gateway.Canonical;
using Gateway.Keys;
using Gateway.Models;
using Gateway.Tasks;
using Gateway.Telemetry;

namespace Gateway;

/// <summary>Puts new models, prices, clients and log levels in the place of those in use: all, or, with any fault anywhere, none.</summary>
internal sealed partial class SettingsReload(
    SettingsSource source, Settings running, LiveCatalogue catalogue, ClientKeys keys, LogLevels levels, KeyMask mask, ITaskStore store, ILogger<SettingsReload> logger)
{
    private NewSettings? last;

    /// <summary>The files that secrets of the settings in use stand in.</summary>
    public IReadOnlyCollection<string> SecretFiles => (last?.Whole ?? running).Reading.Files;

    public async Task Apply()
    {
        var (read, faults) = await Read();
        if (read is null || faults.Count > 0)
        {
            foreach (var fault in faults)
            {
                Faulty(logger, fault);
            }

            Kept(logger, faults.Count);
            return;
        }

        var changed = Changed(read);
        // A secret's file may hold another one though its path is the same.
        var needRestart = read.NeedRestart.Concat(OtherSecrets(running, read.Whole).Where(path => !SettingsSource.CanChange(path))).ToList();
        last = read;
        mask.Learn(read.Usable.Reading.Secrets.Values);
        // Who is shut out is so before anything else is new.
        keys.Declare(read.Usable.Clients);
        catalogue.Replace(read.Usable.Catalogue);
        needRestart.AddRange(levels.Use(read.Configuration));
        Done(logger, changed.Count == 0 ? "nothing" : string.Join(", ", changed));
        if (needRestart.Count > 0)
        {
            Later(logger, string.Join(", ", needRestart));
        }
    }

    private async Task<(NewSettings? Read, IReadOnlyList<string> Faults)> Read()
    {
        try
        {
            var read = source.Read();
            return (read, [
                .. read.Whole.Faults,
                .. read.Usable.Faults.Except(read.Whole.Faults).Select(fault => $"{fault} (without a restart)"),
                .. MissingKeys.In(read.Whole.Upstreams, await store.KeysInUse()),
            ]);
        }
        catch (Exception problem) when (problem is InvalidDataException or FormatException or IOException or UnauthorizedAccessException)
        {
            return (null, [problem.InnerException is { } inner ? $"{problem.Message} {inner.Message}" : problem.Message]);
        }
        catch (DbException problem)
        {
            return (null, [$"nobody can say which keys running tasks need: {problem.Message}"]);
        }
    }

    /// <summary>Whole models and clients: a line with every price would be read by nobody.</summary>
    private List<string> Changed(NewSettings read) =>
    [
        .. SettingsSource.Differences(last?.Values ?? source.First, read.Values)
            .Concat(OtherSecrets(last?.Whole ?? running, read.Whole))
            .Where(SettingsSource.CanChange)
            .Select(path => string.Join(':', path.Split(':').Take(2)))
            .Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    private static IEnumerable<string> OtherSecrets(Settings before, Settings after) =>
        from secret in after.Reading.Secrets
        where before.Reading.Secrets.TryGetValue(secret.Key, out var earlier) && earlier != secret.Value
        select secret.Key;

    [LoggerMessage(Level = LogLevel.Error, Message = "A fault in the new settings: {Fault}")]
    private static partial void Faulty(ILogger logger, string fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "The settings stay as they were: the new ones have {Faults} fault(s)")]
    private static partial void Kept(ILogger logger, int faults);

    [LoggerMessage(Level = LogLevel.Information, Message = "The settings were read again. Changed: {Changed}")]
    private static partial void Done(ILogger logger, string changed);

    [LoggerMessage(Level = LogLevel.Warning, Message = "These settings differ and count only after a restart: {Paths}")]
    private static partial void Later(ILogger logger, string paths);
}
