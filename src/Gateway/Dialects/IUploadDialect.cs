namespace Gateway.Dialects;

/// <summary>An upstream that takes images by a call of its own, and answers with a URL that it can fetch itself.</summary>
internal interface IUploadDialect
{
    UploadTerms Uploads { get; }

    /// <summary>Whatever bytes the upstream answers: it returns an outcome and never throws.</summary>
    UploadOutcome ReadUpload(UpstreamAnswer answer);
}
