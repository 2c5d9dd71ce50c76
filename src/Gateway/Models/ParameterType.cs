namespace Gateway.Models;

/// <summary>What kind of value a parameter takes, and so which limits make sense for it.</summary>
internal enum ParameterType
{
    Text,
    Integer,
    Boolean,

    /// <summary><c>W:H</c>.</summary>
    Ratio,

    /// <summary><c>[{name, images}]</c>, referred to as <c>@name</c> in the prompt (S001).</summary>
    Subjects,
}
