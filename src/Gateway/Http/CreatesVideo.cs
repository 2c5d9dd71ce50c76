namespace Gateway.Http;

/// <summary>Marks an endpoint whose calls ask for a new video: they are counted.</summary>
internal sealed class CreatesVideo
{
    public static readonly CreatesVideo Mark = new();
}
