using Gateway.Crash.World;

namespace Gateway.Crash.Operators;

/// <summary>One who makes the keys, and then never leaves the gateway alone.</summary>
internal sealed class Operator(
    OperatorCalls calls, TaskLists lists, ResolveAct resolve, SwitchAct switches, LimitsAct limits, RotateAct rotate, GuestAct guests, Fleet fleet, Cast cast, Random random, TimeProvider time)
{
    private const int MostTries = 100;

    /// <summary>Makes the keys that are not in the settings, and gives teams their limits.</summary>
    public async Task Prepare()
    {
        foreach (var client in cast.Clients.Where(client => client.IsMade))
        {
            var body = $$"""{"name":"{{client.Name}}","team":"{{client.Team.Id}}",{{LimitsJson.Members(client.Key.Limits.First)}}}""";
            var answer = await calls.Send(HttpMethod.Post, "/keys", body);
            client.Key.Id = answer!.Body.GetProperty("id").GetString()!;
            client.Ring.Put(answer.Body.GetProperty("key").GetString()!);
        }

        foreach (var team in cast.Teams)
        {
            await limits.Change(team, HttpMethod.Put, $"/teams/{team.Id}", team.Limits.First);
        }
    }

    public async Task Run(CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(20, 150)), time, CancellationToken.None);
            // A call that nobody hears leaves it open what counts, and too much of that would leave little to compare.
            if (!await fleet.Lives())
            {
                continue;
            }

            await (random.Next(10) switch
            {
                < 4 => resolve.Act(),
                < 6 => switches.Act(),
                < 8 => limits.Act(),
                < 9 => rotate.Act(),
                _ => guests.Act(),
            });
        }
    }

    /// <summary>Leaves the gateway so that everything can end: every pool key works, and clients have secrets that open.</summary>
    public async Task Finish()
    {
        foreach (var key in cast.PoolKeys)
        {
            await UntilDone(() => switches.Enable(key));
        }

        await UntilDone(rotate.Finish);
    }

    /// <returns>What is listed for operators at the end.</returns>
    public async Task<IReadOnlySet<string>> Unresolved()
    {
        IReadOnlySet<string>? listed = null;
        await UntilDone(async () => (listed = await lists.All("unresolved")) is not null);
        return listed!;
    }

    private async Task UntilDone(Func<Task<bool>> act)
    {
        for (var tries = 0; !await act(); tries++)
        {
            if (tries == MostTries)
            {
                throw new InvalidOperationException("The gateway answers no operator any more.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), time);
        }
    }
}
