using Gateway.Canonical;
using Gateway.Http;
using Gateway.Keys;
using Gateway.Tasks;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Videos;

/// <summary>The caller's team's tasks, newest first, by pages that stay what they are while tasks are made.</summary>
internal static class TaskList
{
    public static async Task<IResult> Get(HttpContext http, ITaskStore store)
    {
        var team = http.Features.GetRequiredFeature<ClientKey>().Team;
        var query = new QueryReader(http.Request.Query);
        var wanted = new TeamTasks(
            team,
            query.OneOf("status", VideoStatusNames.All) is { } word ? VideoStatusNames.Parse(word) : null,
            query.Text("model"),
            query.Text("after"),
            query.Limit());
        query.RefuseUnknown();
        if (wanted.After is { } after && (await store.Find(after))?.Team != team)
        {
            query.Problems.Add("after", DetailCodes.NotAllowed, "'after' must be the id of one of your team's tasks.");
        }

        if (query.Problems.All.Count > 0)
        {
            return new ErrorResult(ApiError.InvalidRequest(query.Problems.All));
        }

        var found = await store.OfTeam(wanted with { Limit = wanted.Limit + 1 });
        return ListPage.Of(found, wanted.Limit, task => task.Id, (writer, task) => TaskJson.Write(writer, task));
    }
}
