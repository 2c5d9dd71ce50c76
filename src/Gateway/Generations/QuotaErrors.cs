using System.Text.Json;
using Gateway.Canonical;
using Gateway.Http;
using Gateway.Quotas;

namespace Gateway.Generations;

/// <summary>Which limit stands in the way, what is left of it and when it starts anew, as an answer.</summary>
internal static class QuotaErrors
{
    public static ApiError Of(QuotaRefusal refusal)
    {
        var (status, code, param) = refusal.Kind switch
        {
            LimitKind.RequestsPerMinute => (429, "rate_limit_exceeded", "requests_per_minute"),
            LimitKind.ConcurrentTasks => (429, "concurrency_limit_exceeded", "max_concurrent_tasks"),
            _ => (402, "insufficient_quota", "budget"),
        };
        var message = Message(refusal);
        return new ApiError(status, code, message, [new ErrorDetail(param, code, message, Allowed(refusal))], refusal.RetryAfter) { Param = param };
    }

    private static string Message(QuotaRefusal refusal)
    {
        var whose = refusal.Account == Account.Key ? "This key" : "This key's team";
        return refusal.Kind switch
        {
            LimitKind.RequestsPerMinute => $"{whose} may make {refusal.Limit} request(s) a minute; none is left now.",
            LimitKind.ConcurrentTasks => $"{whose} may have {refusal.Limit} unfinished task(s) at once; none is left until one ends.",
            _ => $"{whose} has {refusal.Remaining} of {refusal.Limit} credits left {Per(refusal.Period)}; this request needs {refusal.Needed}.{Resets(refusal)}",
        };
    }

    private static string Per(BudgetPeriod? period) => period switch
    {
        BudgetPeriod.Day => "today",
        BudgetPeriod.Month => "this month",
        _ => "in all",
    };

    private static string Resets(QuotaRefusal refusal) => refusal.ResetsAt is { } at
        ? $" It starts anew at {at}."
        : "";

    private static JsonElement Allowed(QuotaRefusal refusal) => JsonBytes.Element(writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("limit", refusal.Limit);
        writer.WriteNumber("remaining", refusal.Remaining);
        writer.WriteTime("resets_at", refusal.ResetsAt);
        writer.WriteEndObject();
    });
}
