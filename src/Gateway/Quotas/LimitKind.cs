namespace Gateway.Quotas;

/// <summary>Which kind of limit stands in the way.</summary>
internal enum LimitKind
{
    RequestsPerMinute,
    ConcurrentTasks,
    Budget,
}
