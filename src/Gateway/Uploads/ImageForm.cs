using Gateway.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Gateway.Uploads;

/// <summary>
/// Reads a multipart form whose one field is an image. Of a large one no more than a part is in memory: the framework writes
/// it to a file of its own, which is gone when the call has ended.
/// </summary>
internal sealed partial class ImageForm(UploadOptions options, BodyTerms terms, TimeProvider time, ILogger<ImageForm> logger)
{
    private const string Field = "file";
    private const string FormType = "multipart/form-data";

    /// <summary>What the form needs around the image.</summary>
    private const int Frame = 64 * 1024;

    /// <summary>What a form has that ends too early. A disk that is full has a number of its own.</summary>
    private const int FailedReading = unchecked((int)0x80131620);

    /// <summary>Whoever has a line slower than this many bytes a second can't hand in the largest image.</summary>
    private const int SlowestLine = 64 * 1024;

    private const int InMemory = 64 * 1024;
    private const int MostFields = 16;
    private const int LongestValue = 4096;

    private readonly FormOptions reading = new()
    {
        MemoryBufferThreshold = InMemory,
        MultipartBodyLengthLimit = long.MaxValue,
        ValueCountLimit = MostFields,
        ValueLengthLimit = LongestValue,
    };

    private string Most => $"{options.MaxBytes} bytes of image";

    /// <returns>What is wrong with the call as far as its head tells; null when its body may be read.</returns>
    public ApiError? Refusal(HttpRequest request) =>
        !IsForm(request) ? new ApiError(415, "unsupported_media_type", $"The body has to be {FormType} with a boundary, not compressed.")
        : request.ContentLength > options.MaxBytes + Frame ? TooLarge(request.HttpContext)
        : null;

    public async Task<(IFormFile? File, ImageFacts? Facts, ApiError? Problem)> Read(HttpContext http)
    {
        var (form, problem) = await Receive(http);
        if (form is null)
        {
            return (null, null, problem);
        }

        var (file, problems) = FileOf(form);
        if (file is null)
        {
            return (null, null, ApiError.InvalidRequest(problems.All));
        }

        if (file.Length > options.MaxBytes)
        {
            return (null, null, ApiError.PayloadTooLarge(Most));
        }

        await using var content = file.OpenReadStream();
        var facts = await ImageHeader.Read(content, http.RequestAborted);
        if (facts is null)
        {
            problems.Add(Field, DetailCodes.NotAllowed, $"'{Field}' is no whole JPEG, PNG or WebP image.", JsonValues.List(ImageFacts.ContentTypes));
        }

        return problems.All.Count > 0 ? (null, null, ApiError.InvalidRequest(problems.All)) : (file, facts, null);
    }

    private ApiError TooLarge(HttpContext http)
    {
        // Without a limit the server reads on for some seconds after the answer. Else most clients would see a broken connection instead of it.
        Limit(http, null);
        return ApiError.PayloadTooLarge(Most);
    }

    private static void Limit(HttpContext http, long? most)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = most;
        }
    }

    private async Task<(IFormCollection? Form, ApiError? Problem)> Receive(HttpContext http)
    {
        Limit(http, options.MaxBytes + Frame);
        using var deadline = new CancellationTokenSource(terms.Within + TimeSpan.FromSeconds(options.MaxBytes / SlowestLine), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, http.RequestAborted);
        try
        {
            return (await http.Request.ReadFormAsync(reading, either.Token), null);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            // The rest of the body is not waited for either.
            http.Response.Headers.Connection = HttpProtocol.IsHttp11(http.Request.Protocol) ? "close" : default;
            return (null, ApiError.RequestTimeout());
        }
        catch (BadHttpRequestException problem) when (problem.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, ApiError.PayloadTooLarge(Most));
        }
        catch (IOException problem) when (problem.HResult != FailedReading)
        {
            NotHeld(logger, problem.Message, http.TraceIdentifier);
            return (null, ApiError.ServiceUnavailable());
        }
        catch (Exception problem) when (problem is InvalidDataException or BadHttpRequestException or IOException)
        {
            return (null, ApiError.InvalidRequest([new ErrorDetail(Field, DetailCodes.InvalidType, "The body is no whole multipart form.")]));
        }
    }

    private static (IFormFile? File, ProblemList Problems) FileOf(IFormCollection form)
    {
        var problems = new ProblemList([]);
        foreach (var name in form.Keys.Concat(form.Files.Select(file => file.Name)).Distinct().Where(name => name != Field))
        {
            var shown = Shown.Text(name);
            problems.Add(shown, DetailCodes.UnknownParameter, $"There is no parameter '{shown}'.{ClosestName.Hint(name, [Field])}");
        }

        var files = form.Files.GetFiles(Field);
        if (files.Count + form[Field].Count > 1)
        {
            problems.Add(Field, DetailCodes.TooMany, $"'{Field}' can be given only once.");
        }
        else if (files.Count == 0)
        {
            problems.Add(Field, form.ContainsKey(Field) ? DetailCodes.InvalidType : DetailCodes.Required, $"'{Field}' has to be an image, with a file name.");
        }

        return (files.Count == 1 ? files[0] : null, problems);
    }

    private static bool IsForm(HttpRequest request) =>
        request.Headers.ContentEncoding.Count == 0
        && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals(FormType, StringComparison.OrdinalIgnoreCase)
        && type.Boundary.Length > 0;

    [LoggerMessage(Level = LogLevel.Error, Message = "An image could not be held while it came in: {Why} request_id={RequestId}")]
    private static partial void NotHeld(ILogger logger, string why, string requestId);
}
