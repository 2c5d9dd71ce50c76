using Gateway.Callbacks;
using Gateway.Canonical;
using Gateway.Http;

namespace Gateway.Admin;

/// <summary>The calls about what is told to receivers.</summary>
internal static class CallbackEndpoints
{
    public static void MapCallbacks(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/callbacks", List).WithName("listCallbacks");
        admin.MapPost("/callbacks/{id}/replay", Replay).WithName("replayCallback");
    }

    private static async Task<IResult> List(HttpContext http, ICallbackStore store)
    {
        var query = new QueryReader(http.Request.Query);
        var filter = new CallbackFilter(query.OneOf("status", CallbackStatus.All), query.Text("team"), query.Text("task"), query.Limit(), query.Text("after"));
        query.RefuseUnknown();
        if (filter.After is { } after && await store.Find(after) is null)
        {
            query.Problems.Add("after", DetailCodes.NotAllowed, "'after' must be the id of a callback.");
        }

        if (query.Problems.Result() is { } refusal)
        {
            return refusal;
        }

        var found = await store.List(filter with { Limit = filter.Limit + 1 });
        return ListPage.Of(found, filter.Limit, callback => callback.Callback.Id, CallbackJson.Write);
    }

    private static async Task<IResult> Replay(string id, HttpContext http, ICallbackStore store, TimeProvider time)
    {
        var act = Caller.Of(http).Does(Actions.ReplayCallback, id);
        return await store.Replay(id, time.Now(), act.OfCallback) && await store.Find(id) is { } found
            ? new JsonResult(writer => CallbackJson.Write(writer, found))
            : new ErrorResult(AdminErrors.NotFound("There is no such callback."));
    }
}
