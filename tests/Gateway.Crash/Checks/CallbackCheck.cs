using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gateway.Crash.Store;
using Gateway.Crash.World;
using Gateway.Signing;

namespace Gateway.Crash.Checks;

/// <summary>Every end of a task that was to be told was told: at least once, as it is, and signed; and again only where it may have been forgotten that it was.</summary>
/// <param name="counts">How often a process or the store may have forgotten it.</param>
/// <param name="processes">That tell.</param>
internal sealed class CallbackCheck(StoreSnapshot store, RunCounts counts, int processes, Findings findings)
{
    /// <summary>As many calls of one receiver a process has under way at most.</summary>
    private const int InHand = 8;

    private readonly SigningKey key = new(GatewaySettings.SigningKey);

    public void Check(IReadOnlyCollection<ReceivedCallback> taken)
    {
        findings.Require(taken.Count > 0, ViolationKinds.Callback, "nobody was told of anything, so nothing was tried");
        var byId = taken.ToLookup(callback => callback.Id);
        CheckRepeats(byId, taken.Count - byId.Count);
        var rows = store.Callbacks.ToLookup(row => row.TaskId);
        foreach (var task in store.Tasks.Where(task => store.Told.Contains(task.Id) && !task.IsLive))
        {
            var last = rows[task.Id].FirstOrDefault(row => row.Type == $"video.{task.State}");
            findings.Require(last is { Status: "delivered" } && byId[last.Id].Any(), ViolationKinds.Callback, $"{task} was to be told of and has {string.Join(", ", rows[task.Id])}");
        }

        findings.Require(store.Callbacks.All(row => store.Told.Contains(row.TaskId)), ViolationKinds.Callback, "a callback is of a task that nobody was to be told of");
        var tasks = store.Tasks.ToDictionary(task => task.Id);
        foreach (var callback in taken)
        {
            CheckMessage(callback, tasks);
        }
    }

    private void CheckRepeats(ILookup<string, ReceivedCallback> byId, int repeats)
    {
        foreach (var callback in byId.Where(callback => callback.Count() > 1 + counts.Interruptions))
        {
            findings.Add(ViolationKinds.Callback, $"{callback.Key} was taken {callback.Count()} times, with {counts.Interruptions} interruptions");
        }

        findings.Require(
            repeats <= counts.Interruptions * processes * InHand, ViolationKinds.Callback, $"{repeats} messages were taken again, with {counts.Interruptions} interruptions of {processes} process(es)");
    }

    private void CheckMessage(ReceivedCallback callback, Dictionary<string, TaskRow> tasks)
    {
        using var message = JsonDocument.Parse(callback.Body);
        var data = message.RootElement.GetProperty("data");
        var id = data.GetProperty("id").GetString()!;
        var isOfTask = tasks.TryGetValue(id, out var task)
            && message.RootElement.GetProperty("type").GetString() == $"video.{data.GetProperty("status").GetString()}"
            && callback.Id.Contains(id["video_".Length..], StringComparison.Ordinal);
        findings.Require(isOfTask, ViolationKinds.Callback, $"the receiver was told {message.RootElement}");
        findings.Require(task is not null && IsSigned(callback, task.Team), ViolationKinds.Callback, $"{callback.Id} is not signed by the secret of its team");
    }

    private bool IsSigned(ReceivedCallback callback, string team) => store.Secrets.Where(secret => secret.Team == team).Any(secret =>
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{callback.Id}.{callback.Timestamp}."), .. callback.Body];
        var expected = $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key.CallbackSecret(team, secret.Version, secret.Salt), signed))}";
        return callback.Signature.Split(' ').Contains(expected);
    });
}
