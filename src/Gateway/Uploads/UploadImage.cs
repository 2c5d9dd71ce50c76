using Gateway.Canonical;
using Gateway.Generations;
using Gateway.Http;
using Gateway.Keys;
using Gateway.Tasks;

namespace Gateway.Uploads;

/// <summary>Takes an image, top to bottom. It counts as a request before its body is read, which is what costs the gateway most.</summary>
internal sealed class UploadImage(UploadOptions options, ImageForm form, IImagePlace place, ITaskStore store, Teams teams, IdSource ids, TimeProvider time)
{
    public async Task<IResult> Take(HttpContext http, ClientKey key)
    {
        if (!options.Enabled)
        {
            return new ErrorResult(UploadErrors.NotEnabled());
        }

        if (form.Refusal(http.Request) is { } refusal)
        {
            return new ErrorResult(refusal);
        }

        if (await Count(http, key) is { } tooMany)
        {
            return new ErrorResult(tooMany);
        }

        var (file, facts, problem) = await form.Read(http);
        if (file is null || facts is null)
        {
            return new ErrorResult(problem!);
        }

        (var uploaded, problem) = await place.Put(new TakenImage(ids.NewUploadId(), key, facts, file, time.Now()), http.RequestAborted);
        return uploaded is null ? new ErrorResult(problem!) : new JsonResult(uploaded.Write, StatusCodes.Status201Created);
    }

    private async Task<ApiError?> Count(HttpContext http, ClientKey key)
    {
        var (ofKey, ofTeam) = (key.Limits.RequestsPerMinute, teams.Of(key.Team).RequestsPerMinute);
        if (ofKey is null && ofTeam is null)
        {
            return null;
        }

        var result = await store.Decide(new RequestWish(key.Id, key.Team, ofKey, ofTeam), http.RequestAborted);
        RateHeaders.Write(http.Response, result.Refusal is { } limit ? RateLeft.Of(limit, time.Now()) : RateLeft.Of(result.Rate));
        return result.Refusal is { } refusal ? QuotaErrors.Of(refusal) : null;
    }
}
