using Gateway.Configuration;
using Gateway.Keys;

namespace Gateway.Admin;

/// <summary>Somebody who may call the operator API.</summary>
/// <param name="Name">What the audit log and the request log call them.</param>
/// <param name="KeyHash">SHA-256 of their key.</param>
internal sealed record OperatorOptions(string Name, byte[] KeyHash, Role Role)
{
    /// <summary>The operator whose key is <c>Admin:Key</c>.</summary>
    public const string FirstName = "admin";

    // It opens every team's tasks and budgets, and nothing slows down who guesses.
    private const int ShortestKey = 20;

    private const string AdminRole = "admin";
    private const string ViewerRole = "viewer";
    private const int LongestName = 128;

    public string RoleWord => Role == Role.Viewer ? ViewerRole : AdminRole;

    public static OperatorOptions Read(ConfigReader section)
    {
        var name = section.Required("Name");
        if (name.Length > LongestName || name.Any(char.IsControl) || name.Trim() != name)
        {
            section.Fault("Name", $"may have at most {LongestName} characters, no control characters, and no spaces at its ends");
        }

        var role = section.OneOf("Role", AdminRole, [AdminRole, ViewerRole]) == ViewerRole ? Role.Viewer : Role.Admin;
        return new OperatorOptions(name, ReadKey(section), role);
    }

    /// <returns>The hash of the section's <c>Key</c>.</returns>
    public static byte[] ReadKey(ConfigReader section)
    {
        var key = section.Secret("Key");
        if (key.Length is > 0 and < ShortestKey)
        {
            section.Fault("Key", $"has {key.Length} characters; allowed: at least {ShortestKey}");
        }

        return ClientKeys.Hash(key);
    }
}
