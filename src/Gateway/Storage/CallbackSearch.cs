using Gateway.Callbacks;
using Gateway.Canonical;

namespace Gateway.Storage;

/// <summary>An operator's filter of callbacks as SQL.</summary>
/// <param name="parameter">How a statement names its nth value.</param>
internal sealed class CallbackSearch(CallbackFilter filter, Func<int, string> parameter)
{
    private readonly IReadOnlyList<(string Column, string Value)> given =
    [
        .. from column in new[] { ("status", filter.Status), ("team", filter.Team), ("task_id", filter.TaskId) }
           where column.Item2 is not null
           select (column.Item1, column.Item2),
    ];

    public IReadOnlyList<object?> Values => [filter.After ?? IdSource.AfterEveryId, filter.Limit, .. given.Select(column => column.Value)];

    /// <summary>A page of callbacks, newest first; read by <see cref="CallbackColumns.ReadDetails"/>.</summary>
    public string Page()
    {
        var terms = given.Select((column, index) => $" AND {column.Column} = {parameter(index + 3)}");
        return $"SELECT {CallbackColumns.All}, {CallbackColumns.Details} FROM callbacks WHERE id < {parameter(1)}{string.Concat(terms)} ORDER BY id DESC LIMIT {parameter(2)}";
    }
}
