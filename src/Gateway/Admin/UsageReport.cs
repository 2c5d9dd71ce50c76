using Gateway.Canonical;
using Gateway.Http;
using Gateway.Tasks;
using Gateway.Videos;

namespace Gateway.Admin;

/// <summary>What was made with the gateway, for whom and for how much.</summary>
internal static class UsageReport
{
    public static void MapUsageReport(this IEndpointRouteBuilder admin) => admin.MapGet("/usage", Get).WithName("reportUsage");

    private static async Task<IResult> Get(HttpContext http, ITaskReports reports, TimeProvider time)
    {
        var reader = new QueryReader(http.Request.Query);
        var query = reader.ReadUsageQuery(UsageQuery.AllGroups, time.Now());
        return reader.Problems.Result() ?? (IResult)UsageHistory.Answer(query, await reports.Usage(query));
    }
}
