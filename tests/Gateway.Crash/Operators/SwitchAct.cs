using System.Text.Json;
using Gateway.Crash.World;

namespace Gateway.Crash.Operators;

/// <summary>An operator disables pool keys and enables them again, and looks whether it is so.</summary>
internal sealed class SwitchAct(OperatorCalls calls, SwitchLog switches, Cast cast, Findings findings, Random random, TimeProvider time)
{
    public async Task Act()
    {
        var key = cast.PoolKeys[random.Next(cast.PoolKeys.Count)];
        if (random.Next(3) == 0)
        {
            await Look();
        }
        else if (switches.IsOff(key) || random.Next(2) == 0)
        {
            await Enable(key);
        }
        else
        {
            await Disable(key);
        }
    }

    /// <returns>Whether the gateway has said yes.</returns>
    public async Task<bool> Enable(PoolKey key)
    {
        switches.SwitchingOn(key, time.Now());
        var answer = await calls.Send(HttpMethod.Post, $"/upstreams/{key.Upstream}/keys/{key.Id}/enable");
        findings.Require(answer is null or { Status: 200 }, ViolationKinds.Answer, $"enable {key}: {answer}");
        return answer is not null;
    }

    private async Task Disable(PoolKey key)
    {
        if (await calls.Send(HttpMethod.Post, $"/upstreams/{key.Upstream}/keys/{key.Id}/disable") is not { } answer)
        {
            return;
        }

        findings.Require(answer.Status == 200, ViolationKinds.Answer, $"disable {key}: {answer}");
        if (answer.Status == 200)
        {
            RequireOff(key, answer.Body);
            switches.Off(key, answer.AnsweredAt);
        }
    }

    private async Task Look()
    {
        var off = cast.PoolKeys.Where(key => switches.IsKnownToBeOff(key, cast.Spread, time.Now())).ToList();
        if (await calls.Send(HttpMethod.Get, "/upstreams") is not { Status: 200 } answer)
        {
            return;
        }

        foreach (var key in off)
        {
            var upstream = answer.Body.GetProperty("data").EnumerateArray().First(row => row.GetProperty("name").GetString() == key.Upstream);
            RequireOff(key, upstream.GetProperty("keys").EnumerateArray().First(row => row.GetProperty("id").GetString() == key.Id));
        }
    }

    private void RequireOff(PoolKey key, JsonElement row) =>
        findings.Require(row.GetProperty("state").GetString() == "disabled", ViolationKinds.Operator, $"{key} was disabled, and is shown as {row}");
}
