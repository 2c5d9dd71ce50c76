namespace Gateway.Tests.Support;

/// <summary>What a store that speaks S3 is asked to do.</summary>
internal enum S3Call
{
    Other,

    /// <summary>To take an object that comes as a whole.</summary>
    Put,

    /// <summary>To make an object of the parts that it has.</summary>
    Complete,
}
