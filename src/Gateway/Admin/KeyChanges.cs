using Gateway.Audit;
using Gateway.Canonical;
using Gateway.Http;
using Gateway.Keys;
using Gateway.Quotas;

namespace Gateway.Admin;

/// <summary>Makes, changes, revokes and rotates keys. Each change counts with the next request.</summary>
internal sealed class KeyChanges(KeyBook book, ClientKeys keys, KeyFields reader, IdSource ids, TimeProvider time)
{
    private const string Overlap = "overlap_seconds";
    private static readonly TimeSpan UsualOverlap = TimeSpan.FromHours(1);
    private static readonly TimeSpan MostOverlap = TimeSpan.FromDays(30);

    private Instant Now => time.Now();

    public async Task<IResult> Create(FieldReader fields, Caller caller)
    {
        var key = reader.Read(fields, new ClientKey(ids.NewKeyId(), "", "", null, Limits.None));
        if (fields.Problems.Result() is { } refusal)
        {
            return refusal;
        }

        var secret = ids.NewKeySecret();
        var made = new KeyRecord(key, ClientKeys.Hash(secret), null, null, Now, null) { Hint = KeyRecord.HintOf(secret) };
        await book.Change(key.Id, _ => made, caller.Does(Actions.CreateKey, key.Id).OfKey);
        return new JsonResult(writer => KeyJson.Write(writer, made, secret), StatusCodes.Status201Created);
    }

    public Task<IResult> Update(string id, FieldReader fields, Caller caller) => Change(id, caller.Does(Actions.UpdateKey, id), before =>
    {
        // Asked once more, the same faults would be found twice.
        var key = fields.Problems.All.Count == 0 ? reader.Read(fields, before.Key) : before.Key;
        return fields.Problems.All.Count == 0 ? (before with { Key = key }, null) : (null, ApiError.InvalidRequest(fields.Problems.All));
    });

    public Task<IResult> Rotate(string id, FieldReader fields, Caller caller)
    {
        var overlap = ReadOverlap(fields);

        fields.RefuseUnknown([Overlap]);
        if (fields.Problems.Result() is { } refusal)
        {
            return Task.FromResult<IResult>(refusal);
        }

        var secret = ids.NewKeySecret();
        return Change(id, caller.Does(Actions.RotateKey, id), before => overlap > TimeSpan.Zero && before.PreviousUntil > Now
            ? (null, ApiError.Conflict("The key before this one still works, and a second overlap would end it; rotate with overlap_seconds 0 to end both."))
            : (Rotated(before, secret, overlap), null), secret);
    }

    /// <summary>Once more changes nothing: whoever repeats the call wants the same.</summary>
    public async Task<IResult> Revoke(string id, Caller caller)
    {
        var after = await book.Change(id, before => before is null ? null : before with { RevokedAt = before.RevokedAt ?? Now }, caller.Does(Actions.RevokeKey, id).OfKey);
        return after is null ? new ErrorResult(Absent(id)) : new JsonResult(writer => KeyJson.Write(writer, after));
    }

    private static TimeSpan ReadOverlap(FieldReader fields)
    {
        var seconds = fields.Whole(Overlap) ?? (long)UsualOverlap.TotalSeconds;
        var most = (long)MostOverlap.TotalSeconds;
        if (seconds >= 0 && seconds <= most)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        fields.Problems.AddOutOfRange(Overlap, 0, most);
        return TimeSpan.Zero;
    }

    private KeyRecord Rotated(KeyRecord before, string secret, TimeSpan overlap) => before with
    {
        Hash = ClientKeys.Hash(secret),
        Hint = KeyRecord.HintOf(secret),
        PreviousHash = overlap > TimeSpan.Zero ? before.Hash : null,
        PreviousUntil = overlap > TimeSpan.Zero ? Now + overlap : null,
    };

    private async Task<IResult> Change(string id, Act act, Func<KeyRecord, (KeyRecord? After, ApiError? Problem)> change, string? secret = null)
    {
        ApiError? problem = null;
        var after = await book.Change(id, before =>
        {
            (var changed, problem) = before switch
            {
                null => (null, Absent(id)),
                { RevokedAt: not null } => (null, ApiError.Conflict("This key is revoked; make a new one.")),
                _ => change(before),
            };
            return changed;
        }, act.OfKey);
        return after is null ? new ErrorResult(problem!) : new JsonResult(writer => KeyJson.Write(writer, after, secret));
    }

    private ApiError Absent(string id) => keys.Declared.Any(record => record.Key.Id == id)
        ? ApiError.Conflict("This key is declared in the settings; change it there.")
        : AdminErrors.NotFound("There is no such key.");
}
