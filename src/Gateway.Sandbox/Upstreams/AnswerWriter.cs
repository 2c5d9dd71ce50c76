using System.Globalization;
using System.Text;

namespace Gateway.Sandbox.Upstreams;

internal static class AnswerWriter
{
    public static async Task WriteAsync(this HttpContext context, Answer answer, TimeProvider time)
    {
        if (answer.Delay > TimeSpan.Zero)
        {
            // A caller that gave up meanwhile is no error of the upstream.
            await Task.Delay(answer.Delay, time, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (answer.IsAborted)
        {
            context.Abort();
            return;
        }

        var text = answer.Body?.ToJsonString() ?? "";
        var bytes = Encoding.UTF8.GetBytes(answer.IsCutOff ? text[..(text.Length / 2)] : text);
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.ContentType = "application/json";
        response.ContentLength = bytes.Length;
        if (answer.RetryAfter is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        await response.Body.WriteAsync(bytes);
    }
}
