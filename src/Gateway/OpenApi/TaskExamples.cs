namespace Gateway.OpenApi;

/// <summary>Tasks as they are answered.</summary>
internal static class TaskExamples
{
    public const string Queued =
        """{"id":"video_01J9HA7JPQ9A0Z6JZ3V8M9W6PZ","object":"generation.task","model":"viduq3-pro","status":"queued","progress":0,"created_at":1768380224,"metadata":{},"usage":{"credits":16,"state":"reserved"}}""";

    public const string Completed =
        """{"id":"video_01J9HA7JPQ9A0Z6JZ3V8M9W6PZ","object":"generation.task","model":"viduq3-pro","status":"completed","progress":100,"created_at":1768380224,"completed_at":1768380314,"expires_at":1768466714,"metadata":{},"result":{"type":"video","data":[{"url":"https://cdn.example.com/video.mp4","format":"mp4"}]},"usage":{"credits":16,"state":"charged"}}""";

    public const string Cancelled =
        """{"id":"video_01J9HA7JPQ9A0Z6JZ3V8M9W6PZ","object":"generation.task","model":"viduq3-pro","status":"failed","progress":0,"created_at":1768380224,"completed_at":1768380230,"metadata":{},"usage":{"credits":0,"state":"refunded"},"error":{"code":"cancelled","message":"The task was cancelled before anything was submitted."}}""";
}
