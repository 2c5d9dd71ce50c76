using System.Data;
using System.Data.Common;
using Gateway.Storage.Moving;

namespace Gateway;

/// <summary>The command that moves the store to PostgreSQL.</summary>
internal static class CopyCommand
{
    private const string NotCopied = "The store was not copied.";

    /// <returns>The exit code; null when the program was not called for this.</returns>
    public static async Task<int?> Run(string[] args)
    {
        if (!args.Contains(CopyOptions.Command))
        {
            return null;
        }

        var (options, faults) = CopyOptions.Read(args);
        if (options is null)
        {
            return Startup.Refuse(NotCopied, [.. faults, CopyOptions.Usage]);
        }

        try
        {
            await new StoreCopy(options, TimeProvider.System, Console.Out, all => new CopyProgress(Console.Error, !Console.IsErrorRedirected, TimeProvider.System, all)).Run();
            return 0;
        }
        catch (Exception problem) when (problem is DbException or DataException or IOException or UnauthorizedAccessException or TimeoutException)
        {
            return Startup.Refuse(NotCopied, [problem.Message]);
        }
    }
}
