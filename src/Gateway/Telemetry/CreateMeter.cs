using Gateway.Http;

namespace Gateway.Telemetry;

/// <summary>Counts calls to create a video where every answer passes, also one that was refused before the create flow saw it.</summary>
internal sealed class CreateMeter(RequestDelegate next, Meters meters)
{
    public async Task Invoke(HttpContext context)
    {
        await next(context);
        if (context.GetEndpoint()?.Metadata.GetMetadata<CreatesVideo>() is null)
        {
            return;
        }

        var notes = context.Features.Get<RequestNotes>();
        var error = context.Features.Get<ApiError>();
        var outcome = notes?.CreateOutcome ?? (error is null ? Words.Abandoned : Words.Refused);
        meters.Created(notes?.Model ?? Words.NoModel, outcome);
        if (error is not null)
        {
            meters.Refused(error.Code);
        }
    }
}
