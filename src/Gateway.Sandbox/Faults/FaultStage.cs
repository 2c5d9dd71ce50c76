namespace Gateway.Sandbox.Faults;

/// <summary>Where in a job's life a fault strikes.</summary>
internal enum FaultStage
{
    /// <summary>Nothing goes wrong; it holds a place in a script.</summary>
    None,

    /// <summary>At create; no job is made.</summary>
    Refusal,

    /// <summary>At create; the job is made, only its answer suffers.</summary>
    CreateAnswer,

    /// <summary>How the job goes and ends.</summary>
    Life,

    /// <summary>Some of the polls fail; the job goes on.</summary>
    Poll,

    /// <summary>Answers in an undocumented shape that was seen live.</summary>
    Shape,
}
