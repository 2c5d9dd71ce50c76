using Gateway.Callbacks;
using Gateway.Http;

namespace Gateway.Admin;

/// <summary>The calls about teams' callback secrets. No viewer gets through: they show what signs.</summary>
internal static class SecretEndpoints
{
    private const string Overlap = "overlap_seconds";
    private static readonly TimeSpan UsualOverlap = TimeSpan.FromDays(1);
    private static readonly TimeSpan MostOverlap = TimeSpan.FromDays(30);

    public static void MapSecrets(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/teams/{team}/callback_secrets", List).WithName("listCallbackSecrets");
        admin.MapPost("/teams/{team}/callback_secrets/rotate", Rotate).WithName("rotateCallbackSecret");
    }

    private static async Task<IResult> List(string team, HttpContext http, CallbackSecrets secrets) =>
        Caller.Of(http).Role != Role.Admin ? new ErrorResult(AdminErrors.ViewersSeeNoSecret())
        : Refusal(team, secrets) is { } refusal ? refusal
        : Answer(await secrets.Of(team));

    private static Task<IResult> Rotate(string team, HttpContext http, CallbackSecrets secrets) => AdminBody.Read(http, async fields =>
    {
        var overlap = fields.ReadSpan(Overlap, UsualOverlap, MostOverlap);
        fields.RefuseUnknown([Overlap]);
        if ((fields.Problems.Result() ?? Refusal(team, secrets)) is { } refusal)
        {
            return refusal;
        }

        var act = Caller.Of(http).Does(Actions.RotateSecret, team);
        return await secrets.Rotate(team, overlap, act.OfSecret) is { } versions
            ? Answer(versions)
            : new ErrorResult(ApiError.Conflict("The secret before this one still signs, and a second overlap would end it; rotate with overlap_seconds 0 to end both."));
    }, optional: true);

    private static ErrorResult? Refusal(string team, CallbackSecrets secrets)
    {
        if (!secrets.CanSign)
        {
            return new ErrorResult(ApiError.Conflict("There are no callback secrets: set Signing:Key."));
        }

        var problems = new ProblemList([]);
        problems.Add(NameField.CheckTeam("team", team));
        return problems.Result();
    }

    private static JsonResult Answer(IReadOnlyList<CallbackSecret> versions) => new(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("object", "list");
        writer.WriteList("data", versions, (list, version) =>
        {
            list.WriteStartObject();
            list.WriteNumber("version", version.Version);
            list.WriteString("secret", version.Text);
            list.WriteTime("created_at", version.CreatedAt);
            list.WriteTime("expires_at", version.ExpiresAt);
            list.WriteEndObject();
        });
        writer.WriteEndObject();
    });
}
