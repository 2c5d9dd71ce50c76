namespace Gateway.Telemetry;

/// <summary>Where traces and metrics are sent.</summary>
/// <param name="Traces">Null when they are not.</param>
/// <param name="Metrics">Null when they are not.</param>
/// <param name="IsGrpc">Else HTTP with protobuf.</param>
internal sealed record OtlpTarget(Uri? Traces, Uri? Metrics, bool IsGrpc)
{
    private const string Prefix = "OTEL_EXPORTER_OTLP_";
    private const int UsualGrpcPort = 4317;

    /// <param name="endpoint">Of the gateway's own settings; it wins over the standard variables.</param>
    /// <param name="variable">A variable of the environment.</param>
    /// <returns>Null when nothing names a target: then nothing is sent.</returns>
    public static OtlpTarget? Of(string? endpoint, Func<string, string?> variable)
    {
        var all = AddressOf(endpoint ?? variable(Prefix + "ENDPOINT"));
        var (traces, metrics) = (Own("TRACES"), Own("METRICS"));
        if ((traces ?? metrics ?? all) is not { } any)
        {
            return null;
        }

        var isGrpc = variable(Prefix + "PROTOCOL") is { Length: > 0 } protocol ? protocol == "grpc" : any.Port == UsualGrpcPort;
        return new OtlpTarget(traces ?? Below("v1/traces"), metrics ?? Below("v1/metrics"), isGrpc);

        Uri? Own(string signal) => endpoint is null ? AddressOf(variable($"{Prefix}{signal}_ENDPOINT")) : null;
        Uri? Below(string path) => all is null || isGrpc ? all : new Uri($"{all.AbsoluteUri.TrimEnd('/')}/{path}");
    }

    public static Uri? AddressOf(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https") ? address : null;
}
