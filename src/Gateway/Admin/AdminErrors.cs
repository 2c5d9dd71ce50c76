using Gateway.Http;

namespace Gateway.Admin;

/// <summary>The refusals that only operators meet.</summary>
internal static class AdminErrors
{
    public static ApiError NotFound(string message) => new(404, "not_found", message);

    public static ApiError ViewersOnlyRead() => new(403, "forbidden", "This operator's role is viewer: it reads everything and changes nothing.");

    public static ApiError ViewersSeeNoSecret() => new(403, "forbidden", "This operator's role is viewer, which may see no secret.");

    /// <summary>All that was found wrong, or null.</summary>
    public static ErrorResult? Result(this ProblemList problems) =>
        problems.All.Count == 0 ? null : new ErrorResult(ApiError.InvalidRequest(problems.All));
}
