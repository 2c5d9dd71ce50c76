namespace Gateway.Crash;

/// <summary>How gateways live and die in a run.</summary>
internal interface IRounds
{
    /// <summary>The first lives make the schema, and then what <paramref name="prepare"/> asks for.</summary>
    Task MakeStore(Func<Task> prepare);

    /// <param name="number">Counts from 1.</param>
    Task Run(int number);

    /// <summary>After the rounds nobody dies any more until everything has settled.</summary>
    Task LastStart();
}
