namespace Gateway.Generations;

/// <summary>Registers what can be asked of the gateway, whichever door the call comes through.</summary>
internal static class GenerationSetup
{
    public static void AddGenerations(this IServiceCollection services)
    {
        services.AddSingleton<RequestCheck>();
        services.AddSingleton<TaskViews>();
        services.AddSingleton<CreateOutcomes>();
        services.AddSingleton<EarlierCalls>();
        services.AddSingleton<CreateVideo>();
        services.AddSingleton<DryRun>();
        services.AddSingleton<GetTask>();
        services.AddSingleton<CancelTask>();
        services.AddSingleton<ResolveTask>();
    }
}
