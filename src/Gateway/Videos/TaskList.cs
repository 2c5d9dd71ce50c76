using Gateway.Canonical;
using Gateway.Http;
using Gateway.Keys;
using Gateway.Tasks;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Videos;

/// <summary>The caller's team's tasks, newest first, by pages that stay what they are while tasks are made.</summary>
internal static class TaskList
{
    private const int DefaultLimit = 20;
    private const int MostAtOnce = 100;

    private static readonly IReadOnlyList<string> Words = [.. Enum.GetValues<VideoStatus>().Select(VideoStatusNames.Word)];

    public static async Task<IResult> Get(HttpContext http, ITaskStore store)
    {
        var team = http.Features.GetRequiredFeature<ClientKey>().Team;
        var query = new QueryReader(http.Request.Query);
        var wanted = new TeamTasks(
            team,
            query.OneOf("status", Words) is { } word && Words.Contains(word) ? Enum.GetValues<VideoStatus>().Single(status => status.Word() == word) : null,
            query.Text("model"),
            query.Text("after"),
            query.Whole("limit", DefaultLimit, 1, MostAtOnce));
        query.RefuseUnknown();
        if (wanted.After is { } after && (await store.Find(after))?.Team != team)
        {
            query.Problems.Add("after", DetailCodes.NotAllowed, "'after' must be the id of one of your team's tasks.");
        }

        if (query.Problems.All.Count > 0)
        {
            return new ErrorResult(ApiError.InvalidRequest(query.Problems.All));
        }

        // One more than asked for tells whether there are more.
        var found = await store.OfTeam(wanted with { Limit = wanted.Limit + 1 });
        return Page([.. found.Take(wanted.Limit).Select(http.Shown)], hasMore: found.Count > wanted.Limit);
    }

    private static JsonResult Page(IReadOnlyList<TaskRecord> page, bool hasMore) => new(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("object", "list");
        writer.WriteList("data", page, (rows, task) => TaskJson.Write(rows, task));
        writer.WriteBoolean("has_more", hasMore);
        writer.WriteString("first_id", page.Count > 0 ? page[0].Id : null);
        writer.WriteString("last_id", page.Count > 0 ? page[^1].Id : null);
        writer.WriteEndObject();
    });
}
