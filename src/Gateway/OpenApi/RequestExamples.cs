namespace Gateway.OpenApi;

/// <summary>Bodies that work as they stand (S000, S001, S002).</summary>
internal static class RequestExamples
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["text-to-video"] =
            """{"model":"viduq3-pro","prompt":"A cat playing piano, camera slowly zooms in","duration":8,"resolution":"1080p","aspect_ratio":"16:9"}""",
        ["image-to-video"] =
            """{"model":"viduq3-turbo","prompt":"The person in the image slowly turns and smiles","image_urls":["https://example.com/portrait.jpg"],"duration":5,"resolution":"720p"}""",
        ["first-last-frame"] =
            """{"model":"viduq3-pro","prompt":"The person gradually sits down from standing","image_urls":["https://example.com/first.jpg","https://example.com/last.jpg"],"duration":8}""",
        ["references-with-subjects"] =
            """{"model":"viduq3","prompt":"@cat and @dog are running in the park, sunny day","image_urls":["https://example.com/park-bg.jpg"],"duration":8,"resolution":"720p","audio":true,"metadata":{"subjects":[{"name":"cat","images":["https://example.com/cat.jpg"]},{"name":"dog","images":["https://example.com/dog.jpg"]}],"audio_type":"all"}}""",
        ["veo-frames"] =
            """{"model":"veo3.1-fast","prompt":"Dolphins jumping in the blue ocean","duration":8,"aspect_ratio":"16:9","image_urls":["https://example.com/start-frame.jpg","https://example.com/end-frame.jpg"],"metadata":{"generation_type":"frame","resolution":"1080p","enable_gif":false}}""",
    };
}
