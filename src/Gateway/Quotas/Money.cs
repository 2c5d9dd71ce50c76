namespace Gateway.Quotas;

/// <summary>What has become of a task's price.</summary>
internal enum Money
{
    /// <summary>Set aside: the job may run, or may have run.</summary>
    Reserved,

    Charged,

    Refunded,
}
