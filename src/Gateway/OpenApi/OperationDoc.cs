namespace Gateway.OpenApi;

/// <summary>What the document says of one call beyond what routing knows.</summary>
/// <param name="Request">Type of the body, or null for none.</param>
/// <param name="Answer">Type of the success's body.</param>
/// <param name="Errors">The error statuses, each with the codes it comes with.</param>
internal sealed record OperationDoc(
    string Summary,
    string Description,
    Type? Request,
    Type Answer,
    IReadOnlyDictionary<int, string> Errors)
{
    /// <summary>Status of the success.</summary>
    public int Status { get; init; } = 200;

    /// <summary>Further statuses that come with the success's body, each with what it means.</summary>
    public IReadOnlyDictionary<int, string> OtherAnswers { get; init; } = new Dictionary<int, string>();

    /// <summary>Further statuses that come without a body, each with what it means.</summary>
    public IReadOnlyDictionary<int, string> EmptyAnswers { get; init; } = new Dictionary<int, string>();

    /// <summary>Query parameters by name.</summary>
    public IReadOnlyDictionary<string, QueryField> Query { get; init; } = new Dictionary<string, QueryField>();

    /// <summary>Header parameters: name and description.</summary>
    public IReadOnlyDictionary<string, string> RequestHeaders { get; init; } = new Dictionary<string, string>();

    /// <summary>Headers of the success beside X-Request-Id, which every answer has: name and description.</summary>
    public IReadOnlyDictionary<string, string> AnswerHeaders { get; init; } = new Dictionary<string, string>();

    /// <summary>Names and JSON texts of example bodies.</summary>
    public IReadOnlyDictionary<string, string> Examples { get; init; } = new Dictionary<string, string>();

    public bool BodyIsOptional { get; init; }

    /// <summary>JSON text of an example answer.</summary>
    public string? AnswerExample { get; init; }

    /// <summary>Of the request's body.</summary>
    public string RequestType { get; init; } = "application/json";

    /// <summary>Of the success's body.</summary>
    public string ContentType { get; init; } = "application/json";

    public bool NeedsKey { get; init; } = true;
}
