namespace Gateway.Telemetry;

/// <summary>The gateway's own histograms.</summary>
internal static class Histograms
{
    public static readonly HistogramSpec TaskSeconds = new(
        "gateway.task.seconds", "From a task's create to its end.", [1, 2, 5, 10, 20, 30, 45, 60, 90, 120, 180, 300, 600, 1200, 3600, 14400, 86400]);

    public static readonly HistogramSpec DetectionLag = new(
        "gateway.detection.lag.seconds", "From when a job's poll was due to when the job was looked at.", [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300]);

    public static readonly HistogramSpec CommitSeconds = new(
        "gateway.store.commit.seconds", "How long a group of changes took from its begin to its commit.",
        [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]);

    public static readonly HistogramSpec GroupOperations = new(
        "gateway.store.group.operations", "How many operations were committed together.", [1, 2, 4, 8, 16, 32, 64, 128, 256, 512]);
}
