using Gateway.Crash.World;

namespace Gateway.Crash.Operators;

/// <summary>An operator gives client keys new secrets; the old ones work on for a while, or end at once.</summary>
internal sealed class RotateAct(OperatorCalls calls, Cast cast, Findings findings, Random random, TimeProvider time)
{
    private readonly IReadOnlyList<ClientAccount> made = [.. cast.Clients.Where(client => client.IsMade)];

    public Task Act() => Rotate(made[random.Next(made.Count)]);

    /// <summary>Ends every doubt about which secret a key has.</summary>
    public async Task<bool> Finish()
    {
        foreach (var account in made.Where(account => account.Ring.IsInDoubt))
        {
            await Rotate(account);
        }

        return made.All(account => !account.Ring.IsInDoubt);
    }

    private async Task Rotate(ClientAccount account)
    {
        // After a rotation whose answer was lost only one without overlap ends what nobody here knows.
        var wasInDoubt = account.Ring.IsInDoubt;
        var seconds = wasInDoubt ? 0 : random.Next(4);
        account.Ring.Rotating(seconds * 1000, time.Now());
        if (await calls.Send(HttpMethod.Post, $"/keys/{account.Key.Id}/rotate", $$"""{"overlap_seconds":{{seconds}}}""") is not { } answer)
        {
            return;
        }

        if (answer.Status == 200)
        {
            account.Ring.Rotated(answer.Body.GetProperty("key").GetString()!, seconds * 1000, answer.AnsweredAt);
            return;
        }

        // Only the overlap of the last rotation is a reason to say no to one more.
        findings.Require(answer.Status == 409 && seconds > 0, ViolationKinds.Answer, $"rotate {account.Name} with {seconds} s: {answer}");
        account.Ring.Refused(wasInDoubt);
    }
}
