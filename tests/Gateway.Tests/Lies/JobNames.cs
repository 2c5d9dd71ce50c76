namespace Gateway.Tests.Lies;

/// <summary>What a liar knows of the job that it is asked about.</summary>
/// <param name="TaskId">Our task id.</param>
/// <param name="Id">The upstream's id, and the one that it wants to be asked by.</param>
/// <param name="Alias">Its other id.</param>
/// <param name="Secret">The key that it was sent.</param>
internal sealed record JobNames(string TaskId, string Id, string Alias, string Secret)
{
    public const string ForeignId = "job-foreign";
    public const string ForeignTaskId = "video_foreign";
    public const string ForeignUrl = "https://foreign.example/v.mp4";
    public const string OurUrl = "https://ours.example/v.mp4";

    public bool AreOurs(string id) => id == TaskId || id == Id || id == Alias;
}
