using Gateway.Files;
using Gateway.Tasks;

namespace Gateway.Content;

/// <summary>Sends a file from the kept copy, or, while there is none, from where its upstream has it.</summary>
internal sealed class ContentSender(IKeptFiles kept, KeptContent copies, UpstreamFile upstreams)
{
    public async Task Send(HttpContext http, TaskRecord task, ContentAsk ask)
    {
        if (await kept.Find(task.Id) is not { StoredAt: not null } file || !await copies.Send(http, task, file, ask))
        {
            await upstreams.Send(http, task, ask);
        }
    }
}
