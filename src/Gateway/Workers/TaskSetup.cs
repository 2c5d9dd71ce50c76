using Gateway.Tasks;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Workers;

/// <summary>Registers the life of tasks.</summary>
internal static class TaskSetup
{
    public static void AddTasks(this IServiceCollection services, PollingOptions polling, SubmissionOptions submission, TimeSpan? keepTasksFor)
    {
        services.AddSingleton(polling);
        services.AddSingleton(submission);
        services.AddSingleton<UsualDurations>();
        services.AddSingleton<PollPace>();
        services.AddHostedService<LearningLoop>();
        services.AddSingleton<PollSchedule>();
        services.AddSingleton<TaskLife>();
        services.AddSingleton<TaskLog>();
        services.AddSingleton<ITaskSubscriber, ChangeLog>();
        services.AddHostedService<EventDelivery>();
        services.TryAddSingleton(StorePatience.Usual);
        services.TryAddSingleton(SendWindow.Usual);
        services.AddSingleton<SendOutcomes>();
        // What starts first is stopped last: by then nobody sends any more.
        services.AddHostedService(provider => provider.GetRequiredService<SendOutcomes>());
        services.AddSingleton<Submitter>();
        services.AddSingleton<Reconciler>();
        services.AddSingleton<Poller>();
        services.AddHostedService<PollingLoop>();
        services.AddHostedService<TakeUpLoop>();
        services.AddHostedService<QueueLoop>();
        services.AddSingleton<CallbackLog>();
        services.AddSingleton<CallbackDelivery>();
        services.AddSingleton<CallbackLoop>();
        services.AddSingleton<ITaskSubscriber>(provider => provider.GetRequiredService<CallbackLoop>());
        services.AddHostedService(provider => provider.GetRequiredService<CallbackLoop>());
        services.AddSingleton<FileKeeper>();
        services.AddHostedService<KeepLoop>();
        services.TryAddSingleton(UploadLoopTerms.Usual);
        services.AddHostedService<UploadLoop>();
        services.TryAddSingleton(RetentionTerms.Usual(keepTasksFor));
        services.AddHostedService<RetentionLoop>();
    }
}
