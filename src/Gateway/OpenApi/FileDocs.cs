namespace Gateway.OpenApi;

/// <summary>The calls of the API that are about files, videos and images, by operation id.</summary>
internal static class FileDocs
{
    /// <summary>Their answers are no JSON, so 406 does not apply.</summary>
    private static readonly Dictionary<int, string> OfFiles = new(OperationDocs.Anywhere)
    {
        [401] = "unauthorized: missing, malformed, unknown, expired or revoked key.",
        [404] = "task_not_found: no such task of this team.",
        [503] = "service_unavailable: the gateway cannot use its store. Retry-After says when to try again.",
    };

    public static IReadOnlyDictionary<string, OperationDoc> ByOperationId { get; } = new Dictionary<string, OperationDoc>
    {
        ["getVideoContent"] = new(
            "Get the video",
            "The file of a completed task, streamed. Its address stays the same for as long as the file is kept, wherever that is. HEAD, Range and If-None-Match work as for any file.",
            null,
            typeof(byte[]),
            new Dictionary<int, string>(OfFiles)
            {
                [400] = "invalid_request: download is neither 0 nor 1.",
                [401] = "unauthorized: missing, malformed, unknown, expired or revoked key, or wrong signature.",
                [409] = "task_not_completed: it has not ended, or has failed.",
                [410] = "result_expired: the file is no longer kept, or the signed link is over.",
                [416] = "invalid_request: the file has no such range; Content-Range says how long it is.",
                [502] = "upstream_unavailable: the file can't be had now from where it is kept.",
            })
        {
            ContentType = "video/mp4",
            Query = new Dictionary<string, QueryField>
            {
                ["download"] = new QueryField("1 for a file to save: adds Content-Disposition.") { Min = 0, Max = 1, Default = 0 },
                ["expires"] = "Of a signed link: Unix seconds. With it and signature no key is needed.",
                ["signature"] = "Of a signed link.",
            },
            RequestHeaders = new Dictionary<string, string>
            {
                ["Range"] = "One range of bytes: only that part is sent, with 206.",
                ["If-None-Match"] = "The ETag of the file as the client has it: 304 says that it is the same.",
            },
            OtherAnswers = new Dictionary<int, string> { [206] = "The part of the video that Range asks for." },
            EmptyAnswers = new Dictionary<int, string> { [304] = "The file is the one that If-None-Match names." },
            AnswerHeaders = new Dictionary<string, string>
            {
                ["ETag"] = "The task's id: a video never changes.",
                ["Accept-Ranges"] = "bytes, where a part can be asked for.",
            },
        },
        ["deleteVideoContent"] = new(
            "Delete the video",
            "Its copy is deleted, if it is kept here, and it is served no more; the task stays. Doing it again changes nothing.",
            null,
            typeof(void),
            new Dictionary<int, string>(OfFiles)
            {
                [409] = "task_not_completed: it has not ended, or has failed.",
            })
        {
            Status = 204,
        },
        ["linkVideo"] = new(
            "Make a link to the video",
            "For somebody who has no key: whoever has the link can get the video until it expires.",
            typeof(LinkRequest),
            typeof(LinkAnswer),
            new Dictionary<int, string>(OperationDocs.Always)
            {
                [400] = "invalid_json or invalid_request; details lists every problem at once.",
                [404] = "task_not_found: no such task of this team.",
                [408] = "request_timeout: the body did not arrive in time.",
                [409] = "task_not_completed: it has not ended, or has failed.",
                [410] = "result_expired: the file is no longer kept.",
                [413] = "payload_too_large: more than 1 MiB.",
                [415] = "unsupported_media_type: the body has to be application/json in UTF-8.",
                [503] = "service_unavailable: the gateway has no Signing:Key, or cannot use its store. Retry-After says when to try again.",
            })
        {
            BodyIsOptional = true,
        },
        ["uploadImage"] = new(
            "Hand in an image",
            "For teams whose images have no public URL: the answer's url can stand in image_urls. JPEG, PNG or WebP, told by the bytes and not by the name. It counts as one of the key's requests a minute, and is served while a live task refers to it, even after expires_at.",
            typeof(ImageUpload),
            typeof(UploadedImageAnswer),
            new Dictionary<int, string>(OperationDocs.Always)
            {
                [400] = "invalid_request: the form has no file, or more than that, or the file is no whole JPEG, PNG or WebP image.",
                [404] = "not_found: this gateway takes no images.",
                [408] = "request_timeout: the body did not arrive in time.",
                [413] = "payload_too_large: more than Uploads:MaxBytes.",
                [415] = "unsupported_media_type: the body has to be multipart/form-data.",
                [429] = "rate_limit_exceeded, of the key or of its team.",
                [502] = "upstream_rejected: the upstream that images are handed to does not take this one.",
                [503] = "upstream_unavailable: the upstream that images are handed to can't take one now; or service_unavailable: the gateway cannot keep it, or is stopping. Retry-After says when to try again.",
            })
        {
            Status = 201,
            RequestType = "multipart/form-data",
        },
        ["getUploadedImage"] = new(
            "Get an image that was handed in",
            "What upstreams do with the url of an upload: it holds a signature, and needs no key.",
            null,
            typeof(byte[]),
            new Dictionary<int, string>(OperationDocs.Anywhere)
            {
                [401] = "unauthorized: wrong signature.",
                [410] = "result_expired: the image is no longer kept.",
                [502] = "upstream_unavailable: the image can't be had now from where it is kept.",
                [503] = "service_unavailable: the gateway cannot use its store. Retry-After says when to try again.",
            })
        {
            ContentType = "image/*",
            NeedsKey = false,
            EmptyAnswers = new Dictionary<int, string> { [304] = "The image is the one that If-None-Match names." },
            Query = new Dictionary<string, QueryField>
            {
                ["expires"] = "Until when the link is good, in Unix seconds, as it stands in the link.",
                ["signature"] = "As it stands in the link.",
            },
            AnswerHeaders = new Dictionary<string, string> { ["ETag"] = "The image's id: it never changes." },
        },
    };
}
