using System.Text.Json;

namespace Gateway.Http;

/// <summary>Collects the problems of one request, beginning with those already found.</summary>
internal sealed class ProblemList(IReadOnlyList<ErrorDetail> found)
{
    /// <summary>A megabyte of wrong elements must not become a hundred megabytes of answer.</summary>
    private const int Limit = 100;

    private readonly List<ErrorDetail> problems = [.. found];

    public IReadOnlyList<ErrorDetail> All => problems;

    public bool IsFull => problems.Count >= Limit;

    public void Add(ErrorDetail? problem)
    {
        if (problem is not null && !IsFull)
        {
            problems.Add(problem);
        }
    }

    public void Add(string param, string code, string message, JsonElement? allowed = null) =>
        Add(new ErrorDetail(param, code, message, allowed));

    public void AddNotAllowed(string param, string value, IReadOnlyList<string> allowed) => Add(
        param, DetailCodes.NotAllowed, $"'{param}' is '{Shown.Text(value)}'; allowed: {string.Join(", ", allowed)}.", JsonValues.List(allowed));

    public void AddOutOfRange(string param, long min, long max) =>
        Add(param, DetailCodes.OutOfRange, $"'{param}' must be from {min} to {max}.", JsonValues.Range(min, max));

    /// <summary>Whether something is already said about this field itself, so that no more is to be said about its value.</summary>
    public bool Concerns(string param) => problems.Exists(problem => problem.Param == param);
}
