namespace Gateway.Dialects;

/// <summary>Whose job a part of an answer says that it is.</summary>
internal enum Whose
{
    /// <summary>It carries no id.</summary>
    Unsaid,

    Ours,

    /// <summary>It carries ids, and none is ours.</summary>
    AnotherId,

    /// <summary>It carries another's <c>client_business_id</c>; then its other ids do not matter.</summary>
    AnotherBusinessId,
}
