using System.Security.Cryptography;

namespace Gateway.Sandbox.Jobs;

/// <summary>Ids in the upstreams' documented styles.</summary>
internal static class JobIds
{
    private const string Crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const string LowerCase = "0123456789abcdefghijklmnopqrstuvwxyz";

    public static string Video() => "video_" + RandomNumberGenerator.GetString(Crockford, 26);

    public static string Task() => "task_" + RandomNumberGenerator.GetString(LowerCase, 32);

    public static string Image() => "img_" + RandomNumberGenerator.GetString(LowerCase, 32);
}
