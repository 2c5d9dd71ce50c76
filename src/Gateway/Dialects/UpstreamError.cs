using System.Globalization;
using System.Text.Json;

namespace Gateway.Dialects;

/// <summary>An error as an upstream words it: <c>{"error":{…}}</c>, <c>{"error":"…"}</c> or <c>{"code","message"}</c>.</summary>
internal sealed record UpstreamError(string? Code, string? Type, string? Message)
{
    private const int MaxWordLength = 64;
    private const int MaxMessageLength = 1200;

    // The words of the upstreams' documents, of the model's maker (CreditInsufficient and the *Policy*/*Illegal ones)
    // and of the relay software that the legacy upstream resembles (the *_quota* ones).
    private static readonly Dictionary<string, int> Statuses = new(StringComparer.OrdinalIgnoreCase)
    {
        ["invalid_request"] = 400,
        ["invalid_request_error"] = 400,
        ["unauthorized"] = 401,
        ["insufficient_quota"] = 402,
        ["insufficient_balance"] = 402,
        ["insufficient_user_quota"] = 402,
        ["pre_consume_token_quota_failed"] = 402,
        ["quota_exceeded"] = 402,
        ["CreditInsufficient"] = 402,
        ["payment_required"] = 402,
        ["forbidden"] = 403,
        ["not_found"] = 404,
        ["task_not_found"] = 404,
        ["task_not_exist"] = 404,
        ["content_policy_violation"] = 422,
        ["TaskPromptPolicyViolation"] = 422,
        ["CreationPolicyViolation"] = 422,
        ["AuditSubmitIllegal"] = 422,
        ["rate_limit_exceeded"] = 429,
        ["internal_error"] = 500,
        ["rate_limit_unavailable"] = 503,
    };

    private static readonly string[] PolicyWords = [.. Statuses.Where(word => word.Value == 422).Select(word => word.Key)];

    private static readonly string[] Balances = ["balance", "credit", "quota", "funds", "payment", "余额", "额度", "积分"];
    private static readonly string[] Shortages =
        ["insufficient", "not enough", "short", "too low", "exhaust", "exceed", "used up", "out of", "required", "recharge", "top up", "不足", "用尽", "充值"];

    /// <summary>The HTTP status that the code stands for; null when the code says nothing known.</summary>
    public int? Status => StatusOf(Code) ?? (IsBalanceType ? 402 : null);

    public bool IsBalanceShort => Status == 402 || IsBalanceType;

    public bool IsContentPolicy =>
        PolicyWords.Contains(Code, StringComparer.OrdinalIgnoreCase) || PolicyWords.Contains(Type, StringComparer.OrdinalIgnoreCase);

    /// <summary>A failed job may hand the code of the model's maker through inside its message.</summary>
    public bool MentionsContentPolicy =>
        IsContentPolicy || Mentions(PolicyWords);

    /// <summary>The message alone says so. It may repeat a prompt, so it counts only where nothing else can be meant.</summary>
    public bool MentionsShortBalance => Mentions(Balances) && Mentions(Shortages);

    private bool IsBalanceType => Type is not null && Statuses.GetValueOrDefault(Type) == 402;

    public static UpstreamError Read(JsonElement body)
    {
        var error = body.Member("error");
        return new UpstreamError(
            LenientJson.Shorten(error.Member("code").Text() ?? body.Member("code").Text(), MaxWordLength),
            LenientJson.Shorten(error.Member("type").Text() ?? body.Member("type").Text(), MaxWordLength),
            Limit(error.Text() ?? error.Member("message").Text() ?? body.Member("message").Text()));
    }

    /// <summary>The message, no longer than an upstream's message may be.</summary>
    public static string? Limit(string? message) => LenientJson.Shorten(message, MaxMessageLength);

    private bool Mentions(string[] words) => words.Any(word => Message?.Contains(word, StringComparison.OrdinalIgnoreCase) == true);

    private static int? StatusOf(string? code) =>
        code is null ? null
        : Statuses.TryGetValue(code, out var known) ? known
        : int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 300 and < 600 ? number
        : null;
}
