namespace Gateway.Sandbox;

/// <summary>What one simulated upstream was asked since it started, whatever it answered.</summary>
/// <param name="Creates">Calls that try to create a job.</param>
/// <param name="Polls">Calls that ask for a job.</param>
/// <param name="Unauthorized">Those of both that came without an accepted key.</param>
/// <param name="Uploads">Calls that hand in an image.</param>
public sealed record SandboxRequests(int Creates = 0, int Polls = 0, int Unauthorized = 0, int Uploads = 0);
