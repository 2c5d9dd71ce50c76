using System.Diagnostics;
using OpenTelemetry;

namespace Gateway.Telemetry;

/// <summary>Leaves out the calls of balancers and scrapers, which ask every few seconds and never tell anything.</summary>
internal sealed class QuietPaths : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        if (data.GetTagItem(RequestTrace.Path) is string path
            && (path.StartsWith("/healthz/", StringComparison.Ordinal) || path == TelemetryOptions.MetricsPath))
        {
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }
}
