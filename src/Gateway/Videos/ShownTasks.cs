using Gateway.Files;
using Gateway.Tasks;

namespace Gateway.Videos;

/// <summary>Tasks as whoever calls sees them.</summary>
internal static class ShownTasks
{
    public static TaskRecord Shown(this HttpContext http, TaskRecord task) => http.RequestServices.GetRequiredService<ResultLinks>().Shown(task);
}
