namespace Gateway.OpenApi;

// The words of errors as types, for the documents only; see Wire.cs. A test holds them against those that are answered.

/// <summary>Every code of an answer that is not a success.</summary>
internal enum ErrorCode
{
    InvalidJson,
    InvalidRequest,
    Unauthorized,
    InsufficientQuota,
    ModelNotAllowed,
    Forbidden,
    ModelNotFound,
    TaskNotFound,
    NotFound,
    MethodNotAllowed,
    NotAcceptable,
    RequestTimeout,
    IdempotencyConflict,
    NotCancellable,
    TaskNotCompleted,
    Conflict,
    ResultExpired,
    PayloadTooLarge,
    UnsupportedMediaType,
    ContentPolicyViolation,
    RateLimitExceeded,
    ConcurrencyLimitExceeded,
    InternalError,
    UpstreamRejected,
    UpstreamUnavailable,
    ServiceUnavailable,
}

/// <summary>The families of the codes.</summary>
internal enum ErrorFamily
{
    InvalidRequestError,
    AuthenticationError,
    PermissionError,
    NotFoundError,
    InsufficientQuota,
    RateLimitError,
    UpstreamError,
    ServerError,
}

/// <summary>What is wrong with one field, or which limit stands in the way.</summary>
internal enum ProblemCode
{
    Required,
    InvalidType,
    OutOfRange,
    NotAllowed,
    TooLong,
    UnknownParameter,
    UnsupportedParameter,
    TooMany,
    TooFew,
    InvalidUrl,
    Base64NotSupported,
    CallbacksNotConfigured,
    Conflict,
    InsufficientQuota,
    RateLimitExceeded,
    ConcurrencyLimitExceeded,
}

/// <summary>Why a task failed.</summary>
internal enum TaskErrorCode
{
    GenerationFailed,
    ContentPolicyViolation,
    UpstreamRejected,
    UpstreamUnavailable,
    Cancelled,
    UpstreamTaskLost,
    UpstreamOutcomeUnknown,
    Timeout,
}
