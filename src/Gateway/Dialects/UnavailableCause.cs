namespace Gateway.Dialects;

/// <summary>Why there is certainly no job, and so what becomes of the pool key.</summary>
internal enum UnavailableCause
{
    /// <summary>DNS, connect or TLS failure: nothing was sent.</summary>
    NotSent,

    /// <summary>The gateway stood still between the commit and the send, so nothing was sent: others may have given the attempt up.</summary>
    HeldUp,

    /// <summary>401 or 403: the key is disabled.</summary>
    KeyRefused,

    /// <summary>402, or a body that says the balance is short: the key is exhausted for a while.</summary>
    BalanceShort,

    /// <summary>429: the key cools for this model.</summary>
    RateLimited,

    /// <summary>The upstream documents this answer as "refused before start".</summary>
    RefusedBeforeStart,
}
