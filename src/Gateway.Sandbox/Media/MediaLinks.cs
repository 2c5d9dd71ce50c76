namespace Gateway.Sandbox.Media;

/// <summary>Where a job's video is: below the same prefix, at the host that the caller used.</summary>
internal sealed class MediaLinks(string prefix)
{
    public string Of(HttpRequest request, SandboxJob job) =>
        $"{request.Scheme}://{request.Host}{request.PathBase}{prefix}/media/{job.Id}.mp4";
}
