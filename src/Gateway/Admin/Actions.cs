namespace Gateway.Admin;

/// <summary>What the audit log calls the calls that change something.</summary>
internal static class Actions
{
    public const string CreateKey = "key.create";
    public const string UpdateKey = "key.update";
    public const string RevokeKey = "key.revoke";
    public const string RotateKey = "key.rotate";
    public const string SetTeam = "team.update";
    public const string DisablePoolKey = "pool_key.disable";
    public const string EnablePoolKey = "pool_key.enable";
    public const string CancelTask = "task.cancel";
    public const string ReplayCallback = "callback.replay";
    public const string RotateSecret = "callback_secret.rotate";
    public const string ResolveTask = "task.resolve";
}
