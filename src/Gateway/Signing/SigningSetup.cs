using System.Security.Cryptography;

namespace Gateway.Signing;

/// <summary>Registers what signs.</summary>
internal static class SigningSetup
{
    public static void AddSigning(this IServiceCollection services, SigningOptions options) =>
        services.AddSingleton(_ => SigningKeys.Of(options, new MadeKey(MadeKey.UsualFile, RandomNumberGenerator.Fill)));
}
