namespace Gateway.OpenApi;

/// <summary>A member that has no value is left out and never null; generated clients then leave it out too.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class AbsentNotNullAttribute : Attribute;
