using Gateway.Http;
using Gateway.Routing;
using Gateway.Tasks;
using Gateway.Upstreams;

namespace Gateway.Admin;

/// <summary>Shows upstreams and pool keys as they are now, and switches keys.</summary>
internal sealed class UpstreamAnswers(UpstreamRegistry upstreams, Pool pool, PoolSwitch keys, ITaskStore store)
{
    public async Task<IResult> All()
    {
        var json = await Json();
        return new JsonResult(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("object", "list");
            writer.WriteList("data", upstreams.All.OrderBy(upstream => upstream.Name, StringComparer.Ordinal), json.Write);
            writer.WriteEndObject();
        });
    }

    public async Task<IResult> Switch(string name, string id, bool enabled, Caller caller)
    {
        if (upstreams.Find(name) is not { } upstream)
        {
            return new ErrorResult(AdminErrors.NotFound("There is no such upstream."));
        }

        if (upstream.Key(id) is not { } key)
        {
            return new ErrorResult(AdminErrors.NotFound("This upstream has no such key."));
        }

        var act = caller.Does(enabled ? Actions.EnablePoolKey : Actions.DisablePoolKey, $"{upstream.Name}/{key.Id}");
        await keys.Set(upstream, key, enabled, wasDisabled => act.OfPoolKey(wasDisabled, isDisabled: !enabled));
        var json = await Json();
        return new JsonResult(writer => json.Write(writer, upstream, key));
    }

    private async Task<UpstreamJson> Json() => new(pool, await store.KeysInUse());
}
