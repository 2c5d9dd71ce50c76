using System.Text.Json;
using Gateway.Http;
using Gateway.Keys;
using Gateway.Quotas;

namespace Gateway.Admin;

/// <summary>The calls about teams' own limits. A team is there as soon as a key names it, so none is ever missing.</summary>
internal static class TeamEndpoints
{
    public static void MapTeams(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/teams", List).WithName("listTeams");
        admin.MapGet("/teams/{team}", Get).WithName("getTeam");
        admin.MapPut("/teams/{team}", Put).WithName("setTeam");
    }

    private static async Task<IResult> List(KeyBook book)
    {
        var all = await book.AllTeams();
        return new JsonResult(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("object", "list");
            writer.WriteList("data", all, (list, team) => Write(list, team.Team, team.Limits));
            writer.WriteEndObject();
        });
    }

    private static JsonResult Get(string team, KeyBook book) => Answer(team, book.TeamLimits(team));

    private static Task<IResult> Put(string team, HttpContext http, KeyBook book) => AdminBody.Read(http, async fields =>
    {
        fields.Problems.Add(NameField.CheckTeam("team", team));
        var limits = LimitFields.Read(fields, Limits.None);
        fields.RefuseUnknown(LimitFields.Known);
        if (fields.Problems.Result() is { } refusal)
        {
            return refusal;
        }

        var act = Caller.Of(http).Does(Actions.SetTeam, team);
        await book.SaveTeam(team, limits, before => act.OfTeam(before, limits));
        return Answer(team, limits);
    });

    private static JsonResult Answer(string team, Limits limits) => new(writer => Write(writer, team, limits));

    private static void Write(Utf8JsonWriter writer, string team, Limits limits)
    {
        writer.WriteStartObject();
        writer.WriteString("team", team);
        LimitsJson.WriteMembers(writer, limits);
        writer.WriteEndObject();
    }
}
