using System.Net;
using System.Net.Http.Headers;

namespace Gateway.Crash.Clients;

/// <summary>A whole answer of the gateway.</summary>
/// <param name="SentAt">When its request was sent, in Unix milliseconds.</param>
internal sealed record Reply(HttpStatusCode Status, HttpResponseHeaders Headers, string Text, long SentAt, long AnsweredAt);
