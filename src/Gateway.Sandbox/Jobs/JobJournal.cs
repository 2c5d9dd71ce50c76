using System.Text;
using System.Text.Json;

namespace Gateway.Sandbox.Jobs;

/// <summary>The created jobs as JSON lines, written before the create is answered.</summary>
internal sealed class JobJournal : IDisposable
{
    private readonly FileStream file;

    public JobJournal(string path)
    {
        file = JournalFile.Open(path);
        Loaded = Load();
    }

    public IReadOnlyList<SandboxJob> Loaded { get; }

    public void Append(SandboxJob job)
    {
        file.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(job, SandboxJson.Default.SandboxJob) + "\n"));
        file.Flush();
    }

    public void Dispose() => file.Dispose();

    private List<SandboxJob> Load()
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);

        // A process killed while writing leaves a line without an end; its create was never answered.
        var whole = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        file.SetLength(whole);
        file.Seek(whole, SeekOrigin.Begin);
        return [.. Encoding.UTF8.GetString(bytes, 0, whole)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize(line, SandboxJson.Default.SandboxJob)!)];
    }
}
