namespace Gateway.Admin;

/// <summary>What an operator may do.</summary>
internal enum Role
{
    Admin,

    /// <summary>Reads everything and changes nothing.</summary>
    Viewer,
}
