using System.Net;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Gateway.Files;

/// <summary>
/// Files in a bucket. Long ones go up in parts, one at a time, so that no more than a part of each is ever in memory. What is
/// there is asked for afterwards: some stores keep something else than they were sent, and say that all is well.
/// </summary>
internal sealed class S3Store(S3Options options) : IFileStore, IDisposable
{
    /// <summary>Every part but the last has to have 5 MiB.</summary>
    private const int PartLength = 8 * 1024 * 1024;

    private readonly AmazonS3Client client = new(new BasicAWSCredentials(options.AccessKey, options.SecretKey), Config(options));

    public Task<long> Write(string name, Stream content, CancellationToken cancel) => Tried(async () =>
    {
        var part = new byte[PartLength];
        var length = await content.ReadAtLeastAsync(part, part.Length, throwOnEndOfStream: false, cancel);
        if (length < part.Length)
        {
            await client.PutObjectAsync(
                new PutObjectRequest { BucketName = options.Bucket, Key = Key(name), InputStream = new MemoryStream(part, 0, length, writable: false), UseChunkEncoding = false },
                cancel);
        }
        else
        {
            await PutParts(name, content, part, cancel);
        }

        var there = await client.GetObjectMetadataAsync(options.Bucket, Key(name), cancel);
        return there.ContentLength;
    });

    public async Task<Stream?> Open(string name, long from, long count, CancellationToken cancel)
    {
        try
        {
            var request = new GetObjectRequest { BucketName = options.Bucket, Key = Key(name), ByteRange = new ByteRange(from, from + count - 1) };
            return await Tried(async () => (await client.GetObjectAsync(request, cancel)).ResponseStream);
        }
        catch (IOException problem) when (problem.InnerException is AmazonS3Exception { ErrorCode: "NoSuchKey" })
        {
            return null;
        }
    }

    public Task Delete(string name, CancellationToken cancel) => Tried(async () =>
    {
        await GiveUpParts(name, cancel);
        return await client.DeleteObjectAsync(options.Bucket, Key(name), cancel);
    });

    public void Dispose() => client.Dispose();

    private static AmazonS3Config Config(S3Options options)
    {
        var config = new AmazonS3Config
        {
            ForcePathStyle = options.ForcePathStyle,
            AuthenticationRegion = options.Region,
            MaxErrorRetry = 2,
            // Checksums in trailers are what some stores keep as part of the file.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (options.Endpoint is null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        }
        else
        {
            config.ServiceURL = options.Endpoint;
        }

        return config;
    }

    /// <param name="part">The first one, full; then it is used for the others.</param>
    private async Task PutParts(string name, Stream content, byte[] part, CancellationToken cancel)
    {
        await GiveUpParts(name, cancel);
        var upload = (await client.InitiateMultipartUploadAsync(options.Bucket, Key(name), cancel)).UploadId;
        try
        {
            var done = new List<PartETag>();
            for (var length = part.Length; length > 0; length = await content.ReadAtLeastAsync(part, part.Length, throwOnEndOfStream: false, cancel))
            {
                done.Add(await PutPart(name, upload, done.Count + 1, part, length, cancel));
            }

            await client.CompleteMultipartUploadAsync(
                new CompleteMultipartUploadRequest { BucketName = options.Bucket, Key = Key(name), UploadId = upload, PartETags = done }, cancel);
        }
        catch
        {
            // Parts of what is never completed would be paid for.
            await client.AbortMultipartUploadAsync(options.Bucket, Key(name), upload, CancellationToken.None);
            throw;
        }
    }

    /// <summary>
    /// What a process that has died left behind: nobody sees it, and it is paid for. Where it is refused, because the key may not
    /// list it or the store can't, it is left to a rule of the bucket. If more is wrong than that, the next call finds it too.
    /// </summary>
    private async Task GiveUpParts(string name, CancellationToken cancel)
    {
        try
        {
            var begun = await client.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = options.Bucket, Prefix = Key(name) }, cancel);
            foreach (var upload in begun.MultipartUploads?.Where(upload => upload.Key == Key(name)) ?? [])
            {
                await client.AbortMultipartUploadAsync(options.Bucket, upload.Key, upload.UploadId, cancel);
            }
        }
        catch (AmazonS3Exception problem) when (problem.StatusCode is < HttpStatusCode.InternalServerError or HttpStatusCode.NotImplemented)
        {
            // As said above.
        }
    }

    private async Task<PartETag> PutPart(string name, string upload, int number, byte[] bytes, int length, CancellationToken cancel)
    {
        var answer = await client.UploadPartAsync(
            new UploadPartRequest
            {
                BucketName = options.Bucket,
                Key = Key(name),
                UploadId = upload,
                PartNumber = number,
                PartSize = length,
                InputStream = new MemoryStream(bytes, 0, length, writable: false),
                UseChunkEncoding = false,
            },
            cancel);
        return new PartETag(number, answer.ETag);
    }

    private string Key(string name) => options.Prefix + name;

    private static async Task<T> Tried<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (AmazonServiceException problem)
        {
            throw new IOException($"the store of files says {(int)problem.StatusCode} {problem.ErrorCode}", problem);
        }
        catch (Exception problem) when (problem is AmazonClientException or HttpRequestException)
        {
            throw new IOException($"the store of files can't be used: {problem.Message}", problem);
        }
    }
}
