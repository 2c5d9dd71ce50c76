using System.Text;
using Gateway.Dialects;
using Gateway.Dialects.Apimart;
using Gateway.Dialects.Legacy;
using Gateway.Dialects.Toapis;

namespace Gateway.Tests.Dialects;

/// <summary>Answers of upstreams, read to the text form of the outcome, which shows every field.</summary>
internal static class Answers
{
    /// <summary>The job that is asked about; "b" is its other id.</summary>
    public static readonly JobIds Job = new(Bodies.TaskId, "a", "b");

    private static readonly IUpstreamDialect[] Dialects = [new ToapisDialect(), new LegacyDialect(), new ApimartDialect()];

    public static IEnumerable<string> DialectNames => Dialects.Select(dialect => dialect.Name);

    public static IUpstreamDialect Dialect(string name) => Dialects.Single(dialect => dialect.Name == name);

    public static UpstreamAnswer Of(int status, string body, int? retryAfter = null) =>
        new(status, Encoding.UTF8.GetBytes(body), retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null);

    public static string Create(string dialect, int status, string body, int? retryAfter = null) =>
        Dialect(dialect).ReadCreate(Of(status, body, retryAfter), Bodies.TaskId).ToString();

    public static string Poll(string dialect, int status, string body, int? retryAfter = null) =>
        Dialect(dialect).ReadPoll(Of(status, body, retryAfter), Job).ToString();
}
