namespace Gateway.Canonical;

/// <summary>What kind of generation a request asks for; it follows from its images (S000 "Auto Routing").</summary>
internal enum VideoMode
{
    TextToVideo,
    ImageToVideo,
    FirstLastFrame,
    ReferenceToVideo,
}
