using Gateway.Crash.World;

namespace Gateway.Crash.Operators;

/// <summary>An operator gives keys and teams other limits, higher and lower, and reads what counts.</summary>
internal sealed class LimitsAct(OperatorCalls calls, Cast cast, Findings findings, Random random, TimeProvider time)
{
    private readonly IReadOnlyList<(Account Account, HttpMethod Method, Func<string> Path)> all =
    [
        .. cast.Clients.Where(client => client.IsMade).Select(client => (client.Key, HttpMethod.Patch, (Func<string>)(() => $"/keys/{client.Key.Id}"))),
        .. cast.Teams.Select(team => (team, HttpMethod.Put, (Func<string>)(() => $"/teams/{team.Id}"))),
    ];

    public async Task Act()
    {
        var (account, method, path) = all[random.Next(all.Count)];
        if (random.Next(3) == 0)
        {
            await Look(account, path());
        }
        else
        {
            await Change(account, method, path(), Other(account.Limits.First));
        }
    }

    public async Task Change(Account account, HttpMethod method, string path, LimitSet to)
    {
        account.Limits.Asked(to, time.Now());
        if (await calls.Send(method, path, $"{{{LimitsJson.Members(to)}}}") is not { } answer)
        {
            return;
        }

        findings.Require(answer.Status == 200, ViolationKinds.Answer, $"{method} {path}: {answer}");
        if (answer.Status == 200)
        {
            account.Limits.Answered(answer.AnsweredAt);
            findings.Require(LimitsJson.Read(answer.Body) == to, ViolationKinds.Operator, $"{account.Id} was given {to}, and is shown with {answer.Body}");
        }
    }

    private async Task Look(Account account, string path)
    {
        if (await calls.Send(HttpMethod.Get, path) is not { Status: 200 } answer)
        {
            return;
        }

        var told = LimitsJson.Read(answer.Body);
        findings.Require(
            account.Limits.InForce(answer.SentAt, answer.AnsweredAt).Contains(told), ViolationKinds.Operator, $"{account.Id} is shown with {told}, which does not count");
    }

    /// <summary>Around those that it began with, so that load goes on.</summary>
    private LimitSet Other(LimitSet first) => new(
        random.Next(4) == 0 && first.ConcurrentTasks is null ? null : Around(first.ConcurrentTasks ?? 10),
        random.Next(2) == 0 ? first.RequestsPerMinute : random.Next(60, 600),
        first.Budget is { } budget ? random.Next(5) == 0 ? 20 : Around(budget) : null);

    private int Around(int limit) => Math.Max(2, limit * random.Next(60, 150) / 100);
}
