using Gateway.Http;
using Gateway.Keys;

namespace Gateway.Admin;

/// <summary>The calls about clients' keys.</summary>
internal static class KeyEndpoints
{
    public static void MapKeys(this IEndpointRouteBuilder admin)
    {
        var keys = admin.MapGroup("/keys");
        keys.MapPost("", Create).WithName("createKey");
        keys.MapGet("", List).WithName("listKeys");
        keys.MapGet("/{id}", Get).WithName("getKey");
        keys.MapPatch("/{id}", Update).WithName("updateKey");
        keys.MapDelete("/{id}", Revoke).WithName("revokeKey");
        keys.MapPost("/{id}/rotate", Rotate).WithName("rotateKey");
    }

    private static Task<IResult> Create(HttpContext http, KeyChanges changes) =>
        AdminBody.Read(http, fields => changes.Create(fields, Caller.Of(http)));

    private static async Task<IResult> List(KeyBook book)
    {
        var all = await book.All();
        return new JsonResult(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("object", "list");
            writer.WriteList("data", all, (list, record) => KeyJson.Write(list, record));
            writer.WriteEndObject();
        });
    }

    private static async Task<IResult> Get(string id, KeyBook book) =>
        (await book.All()).FirstOrDefault(record => record.Key.Id == id) is { } found
            ? new JsonResult(writer => KeyJson.Write(writer, found))
            : new ErrorResult(AdminErrors.NotFound("There is no such key."));

    private static Task<IResult> Update(string id, HttpContext http, KeyChanges changes) =>
        AdminBody.Read(http, fields => changes.Update(id, fields, Caller.Of(http)));

    private static Task<IResult> Revoke(string id, HttpContext http, KeyChanges changes) => changes.Revoke(id, Caller.Of(http));

    private static Task<IResult> Rotate(string id, HttpContext http, KeyChanges changes) =>
        AdminBody.Read(http, fields => changes.Rotate(id, fields, Caller.Of(http)), optional: true);
}
