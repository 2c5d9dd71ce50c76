namespace Gateway.Tests.Support;

/// <summary>Every request example of the five documents, in canonical form (S003's as its canonical equivalent).</summary>
internal static class SeedExamples
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["s000-text"] =
            """{"model":"viduq3-pro","prompt":"A cat playing piano, camera slowly zooms in","duration":8,"resolution":"1080p","aspect_ratio":"16:9"}""",
        ["s000-image"] =
            """{"model":"viduq3-pro","prompt":"The person slowly turns and smiles","image_urls":["https://example.com/photo.jpg"],"duration":5,"resolution":"720p"}""",
        ["s000-first-last"] =
            """{"model":"viduq3-pro","prompt":"The person gradually sits down from standing","image_urls":["https://example.com/first.jpg","https://example.com/last.jpg"],"duration":8}""",
        ["s000-silent"] =
            """{"model":"viduq3-pro","prompt":"Sunset seascape timelapse photography","duration":10,"resolution":"1080p","audio":false}""",
        ["s001-text"] =
            """{"model":"viduq3-pro","prompt":"A cat playing piano, camera slowly zooms in, cinematic quality","duration":8,"resolution":"1080p","aspect_ratio":"16:9","audio":true}""",
        ["s001-image"] =
            """{"model":"viduq3-turbo","prompt":"The person in the image slowly turns and smiles","image_urls":["https://example.com/portrait.jpg"],"duration":5,"resolution":"720p"}""",
        ["s001-first-last"] =
            """{"model":"viduq3-pro","prompt":"The person naturally sits down from standing, smooth motion","image_urls":["https://example.com/first-frame.jpg","https://example.com/last-frame.jpg"],"duration":8,"resolution":"720p"}""",
        ["s001-references"] =
            """{"model":"viduq3","prompt":"Keep the character consistent from the reference images, walking through a futuristic city street","image_urls":["https://example.com/character-front.jpg","https://example.com/character-side.jpg"],"duration":6,"resolution":"1080p"}""",
        ["s001-subjects"] =
            """{"model":"viduq3","prompt":"@cat and @dog are running in the park, sunny day","image_urls":["https://example.com/park-bg.jpg"],"duration":8,"resolution":"720p","audio":true,"metadata":{"subjects":[{"name":"cat","images":["https://example.com/cat.jpg"]},{"name":"dog","images":["https://example.com/dog.jpg"]}],"audio_type":"all"}}""",
        ["s002-veo"] =
            """{"model":"veo3.1-fast","prompt":"Dolphins jumping in the blue ocean","duration":8,"aspect_ratio":"16:9","image_urls":["https://example.com/start-frame.jpg","https://example.com/end-frame.jpg"],"metadata":{"generation_type":"frame","resolution":"1080p","enable_gif":false}}""",
        ["s003-text"] =
            """{"model":"viduq3-pro","prompt":" camera, and, slow camera push-in. ","aspect_ratio":"16:9","resolution":"720p","duration":5,"audio":false,"seed":42,"metadata":{"bgm":false}}""",
        ["s003-image"] =
            """{"model":"viduq3-turbo","prompt":" camera, natural motion, camera. ","image_urls":["https://example.com/source.png"],"resolution":"540p","duration":5,"seed":42}""",
        ["s003-first-last"] =
            """{"model":"viduq3-pro","prompt":", keep identity stable, action. ","image_urls":["https://example.com/head.png","https://example.com/tail.png"],"resolution":"1080p","duration":6,"metadata":{"off_peak":true}}""",
        ["s003-references"] =
            """{"model":"viduq3-mix","prompt":"A @Image1 walking through a beach in the visual style of @Image2","image_urls":["https://example.com/ref-1.png","https://example.com/ref-2.png"],"aspect_ratio":"16:9","resolution":"720p","duration":5,"audio":false,"seed":42}""",
        ["s004-text"] =
            """{"model":"viduq3-pro","prompt":"A cat playing piano, camera slowly zooms in","duration":8,"resolution":"1080p","aspect_ratio":"16:9"}""",
        ["s004-image"] =
            """{"model":"viduq3-pro","prompt":"The person slowly turns and smiles","image_urls":["https://example.com/photo.jpg"],"duration":5,"resolution":"720p"}""",
        ["s004-first-last"] =
            """{"model":"viduq3-pro","prompt":"The person gradually sits down from standing","image_urls":["https://example.com/first.jpg","https://example.com/last.jpg"],"duration":8}""",
        ["s004-silent"] =
            """{"model":"viduq3-pro","prompt":"Sunset seascape timelapse photography","duration":10,"resolution":"1080p","audio":false}""",
    };

    public const string Text =
        """{"model":"viduq3-pro","prompt":"A cat playing piano","duration":8,"resolution":"1080p","aspect_ratio":"16:9"}""";

    /// <summary>A request whose job misbehaves as told.</summary>
    public static string WithFault(string fault, int duration = 5) => $$$"""{"model":"viduq3-pro","prompt":"A cat [sandbox:{{{fault}}}]","duration":{{{duration}}}}""";
}
