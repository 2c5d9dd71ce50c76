namespace Gateway.Tasks;

/// <summary>Registers the life of tasks.</summary>
internal static class TaskSetup
{
    public static void AddTasks(this IServiceCollection services, PollingOptions polling, SubmissionOptions submission)
    {
        services.AddSingleton(polling);
        services.AddSingleton(submission);
        services.AddSingleton<PollSchedule>();
        services.AddSingleton<TaskLife>();
        services.AddSingleton<TaskLog>();
        services.AddSingleton<TaskEvents>();
        services.AddSingleton<ITaskSubscriber, ChangeLog>();
        services.AddSingleton<Submitter>();
        services.AddSingleton<Reconciler>();
        services.AddSingleton<Poller>();
        services.AddHostedService<EventDelivery>();
        services.AddHostedService<PollingLoop>();
        services.AddHostedService<QueueLoop>();
    }
}
