using OpenTelemetry.Exporter;

namespace Gateway.Telemetry;

/// <summary>A target in the exporter's own words. What else there is, such as headers, it takes from the standard variables.</summary>
internal static class OtlpExporting
{
    public static void Set(this OtlpTarget target, OtlpExporterOptions exporter, Uri signal)
    {
        exporter.Endpoint = signal;
        exporter.Protocol = target.IsGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
    }
}
