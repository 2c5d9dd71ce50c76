using System.Text.Json;
using Gateway.Canonical;
using Gateway.Http;

namespace Gateway.Models;

/// <summary>Reads a canonical request: what the fields' types and names decide, before any model is looked at.</summary>
internal static class RequestReader
{
    public static RequestReading Read(ReadOnlyMemory<byte> body)
    {
        var (document, fault) = JsonReading.Parse(body);
        using (document)
        {
            return document is null ? new(ApiError.InvalidJson(fault!), null, []) : Read(document.RootElement);
        }
    }

    public static RequestReading Read(JsonElement root)
    {
        var fields = new FieldReader(root);
        var request = new VideoRequest
        {
            Model = fields.Text(Parameters.Model),
            Prompt = fields.Text(Parameters.Prompt),
            Duration = fields.Whole(Parameters.Duration),
            Resolution = fields.Text(Parameters.Resolution, emptyIsAbsent: false),
            AspectRatio = fields.Text(Parameters.AspectRatio, emptyIsAbsent: false),
            ImageUrls = fields.Texts(Parameters.ImageUrls),
            Audio = fields.Flag(Parameters.Audio),
            Seed = fields.Whole(Parameters.Seed),
            Metadata = fields.Object(Parameters.Metadata),
            CallbackUrl = fields.Text(Parameters.CallbackUrl, emptyIsAbsent: false),
        };
        if (request.Model is null && !fields.Problems.Concerns(Parameters.Model))
        {
            fields.Problems.Add(Parameters.Model, DetailCodes.Required, "'model' is required; GET /v1/models lists the models.");
        }

        fields.RefuseUnknown(Parameters.Fields);
        return new(null, request, fields.Problems.All);
    }
}
