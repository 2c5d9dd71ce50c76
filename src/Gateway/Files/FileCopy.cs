namespace Gateway.Files;

/// <summary>Copies a file from its upstream's host to where it is kept, as it comes: no more than a part of it is ever in memory.</summary>
internal sealed class FileCopy(ResultFetch fetch, FileStores stores, TimeProvider time)
{
    /// <param name="silence">How long its host may send nothing.</param>
    /// <returns>How long the copy is and its hash, or what went wrong.</returns>
    public async Task<(long Length, string Sha256, string? Problem)> Try(KeptFile file, TimeSpan silence, CancellationToken cancel)
    {
        try
        {
            using var answer = await Ask(new Uri(file.Source), silence, cancel);
            if (FileAnswer.Problem(answer) is { } problem)
            {
                return (0, "", problem);
            }

            // Without either, a connection that breaks looks like the end of the file.
            if (answer.Content.Headers.ContentLength is null && answer.Headers.TransferEncodingChunked != true)
            {
                return (0, "", "its host does not say how long it is");
            }

            await using var content = new HashedStream(await answer.Content.ReadAsStreamAsync(cancel), silence, time);
            var there = await stores.Of(file.Place).Write(file.Name, content, cancel);
            return there > 0 && there == content.Count && (answer.Content.Headers.ContentLength ?? there) == there
                ? (there, content.Sha256(), null)
                : (0, "", $"{content.Count} bytes came and {there} were kept");
        }
        catch (Exception problem) when (problem is IOException or HttpRequestException or UnauthorizedAccessException or OperationCanceledException or UriFormatException)
        {
            return (0, "", problem is OperationCanceledException ? "its host does not answer" : problem.Message);
        }
    }

    private async Task<HttpResponseMessage> Ask(Uri url, TimeSpan silence, CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(silence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancel);
        return await fetch.For(url).SendAsync(FileRequest.To(url), either.Token);
    }
}
