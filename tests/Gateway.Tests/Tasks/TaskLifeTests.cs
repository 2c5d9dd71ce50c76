using Gateway.Canonical;
using Gateway.Dialects;
using Gateway.Quotas;
using Gateway.Tasks;
using Gateway.Tests.Support;

namespace Gateway.Tests.Tasks;

public sealed class TaskLifeTests
{
    private readonly ManualTime time = new();

    private TaskLife Life => Some.Life(time);

    [Fact]
    public void Progress_never_falls_and_stays_below_100_while_the_job_runs()
    {
        var task = Polled(Some.Task(time), new PollOutcome.Running(VideoStatus.InProgress, 40));
        Polled(task, new PollOutcome.Running(VideoStatus.InProgress, 10)).Progress.ShouldBe(40);
        Polled(task, new PollOutcome.Running(VideoStatus.InProgress, 100)).Progress.ShouldBe(99);
        Polled(task, new PollOutcome.Running(VideoStatus.InProgress)).Progress.ShouldBe(40);
    }

    [Fact]
    public void A_task_in_progress_is_never_queued_again() =>
        Polled(Polled(Some.Task(time), new PollOutcome.Running(VideoStatus.InProgress)), new PollOutcome.Running(VideoStatus.Queued))
            .Status.ShouldBe(VideoStatus.InProgress);

    [Fact]
    public void A_completed_task_has_100_percent_a_result_and_a_time()
    {
        var task = Polled(Some.Task(time), new PollOutcome.Completed("https://cdn.example/v.mp4", ExpiresAt: Instant.OfSeconds(1)));
        (task.State, task.Status, task.Progress).ShouldBe((TaskState.Completed, VideoStatus.Completed, 100));
        task.ResultUrl.ShouldBe("https://cdn.example/v.mp4");
        task.CompletedAt.ShouldBe(time.Now().WholeSecond);
        task.DueAt.ShouldBeNull();
    }

    [Theory]
    [InlineData("generation_failed")]
    [InlineData("content_policy_violation")]
    [InlineData("cancelled")]
    public void The_upstreams_final_word_fails_the_task_with_its_code(string code)
    {
        var task = Polled(Some.Task(time), new PollOutcome.Failed(code, "why"));
        (task.State, task.Status, task.ErrorCode, task.ErrorMessage).ShouldBe((TaskState.Failed, VideoStatus.Failed, code, "why"));
        task.CompletedAt.ShouldNotBeNull();
        task.DueAt.ShouldBeNull();
    }

    [Fact]
    public void Not_found_is_final_only_the_third_time_and_after_two_minutes()
    {
        var task = Polled(Some.Task(time), new PollOutcome.NotFound());
        task = Polled(task, new PollOutcome.NotFound());
        task = Polled(task, new PollOutcome.NotFound());
        task.State.ShouldBe(TaskState.Polling);
        time.Advance(TimeSpan.FromMinutes(2) - TimeSpan.FromMilliseconds(1));
        Polled(task, new PollOutcome.NotFound()).State.ShouldBe(TaskState.Polling);
        time.Advance(TimeSpan.FromMilliseconds(1));
        task = Polled(task, new PollOutcome.NotFound());
        (task.State, task.ErrorCode).ShouldBe((TaskState.Failed, TaskErrors.TaskLost));
    }

    [Fact]
    public void A_bare_word_of_failure_is_believed_as_not_found_is_and_ends_the_task_with_its_own_code()
    {
        var failed = new PollOutcome.BareFailure("cancelled", null);
        var task = Polled(Polled(Some.Task(time), failed), new PollOutcome.NotFound());
        Polled(task, failed).State.ShouldBe(TaskState.Polling);
        time.Advance(TimeSpan.FromMinutes(2));
        (Polled(task, failed).State, Polled(task, failed).ErrorCode).ShouldBe((TaskState.Failed, "cancelled"));
        Polled(Polled(task, new PollOutcome.Running(VideoStatus.InProgress)), failed).State.ShouldBe(TaskState.Polling);
    }

    [Fact]
    public void An_answer_about_another_job_changes_nothing_but_when_to_ask_again()
    {
        var task = Polled(Some.Task(time), new PollOutcome.AnotherJob(Whose.AnotherId, TimeSpan.FromMinutes(1)));
        (task with { DueAt = null, Silences = 0 }).ShouldBe(Some.Task(time) with { DueAt = null });
        Wait(task).ShouldBeInRange(60, 66);
    }

    [Fact]
    public void Two_times_not_found_are_not_final_however_far_apart()
    {
        var task = Polled(Some.Task(time), new PollOutcome.NotFound());
        time.Advance(TimeSpan.FromHours(1));
        Polled(task, new PollOutcome.NotFound()).State.ShouldBe(TaskState.Polling);
    }

    [Fact]
    public void A_job_that_is_seen_again_was_never_lost()
    {
        var task = Polled(Some.Task(time), new PollOutcome.NotFound());
        task = Polled(task, new PollOutcome.NotFound());
        task = Polled(task, new PollOutcome.Running(VideoStatus.InProgress));
        time.Advance(TimeSpan.FromMinutes(3));
        Polled(task, new PollOutcome.NotFound()).State.ShouldBe(TaskState.Polling);
    }

    [Fact]
    public void Completed_without_a_url_is_asked_again_a_few_times_and_then_failed()
    {
        var task = Some.Task(time);
        for (var i = 0; i < 4; i++)
        {
            task = Polled(task, new PollOutcome.CompletedWithoutUrl());
            task.State.ShouldBe(TaskState.Polling);
        }

        task = Polled(task, new PollOutcome.CompletedWithoutUrl());
        (task.State, task.ErrorCode).ShouldBe((TaskState.Failed, TaskErrors.GenerationFailed));
    }

    [Fact]
    public void An_outage_of_any_length_below_the_maximum_age_fails_nothing()
    {
        var task = Some.Task(time);
        for (var i = 0; i < 1000; i++)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            task = Polled(task, new PollOutcome.NoVerdict("503"));
            task.State.ShouldBe(TaskState.Polling);
        }

        Polled(task, new PollOutcome.Completed("https://cdn.example/v.mp4")).State.ShouldBe(TaskState.Completed);
    }

    [Fact]
    public void A_job_that_never_ends_times_out_at_the_maximum_age()
    {
        var task = Some.Task(time);
        time.Advance(Some.Polling.MaxAge + TimeSpan.FromSeconds(1));
        task = Polled(task, new PollOutcome.Running(VideoStatus.InProgress, 50));
        (task.State, task.ErrorCode).ShouldBe((TaskState.Failed, TaskErrors.Timeout));
    }

    [Fact]
    public void A_job_that_is_completed_at_last_is_completed_however_old() =>
        Polled(Some.Task(time) with { CreatedAt = default }, new PollOutcome.Completed("https://cdn.example/v.mp4")).State.ShouldBe(TaskState.Completed);

    [Fact]
    public void Polls_back_off_while_they_learn_nothing_and_recover_at_once()
    {
        var task = Some.Task(time);
        var waits = new List<double>();
        for (var i = 0; i < 4; i++)
        {
            task = Polled(task, new PollOutcome.NoVerdict("503"));
            waits.Add(Wait(task));
        }

        waits[0].ShouldBeInRange(10, 11);
        waits[1].ShouldBeInRange(20, 22);
        waits[2].ShouldBeInRange(30, 33);
        waits[3].ShouldBeInRange(30, 33);
        Wait(Polled(task, new PollOutcome.Running(VideoStatus.InProgress))).ShouldBeInRange(10, 11);
    }

    [Fact]
    public void Retry_After_is_never_undercut() =>
        Wait(Polled(Some.Task(time), new PollOutcome.NoVerdict("429", TimeSpan.FromMinutes(5)))).ShouldBeInRange(300, 330);

    [Fact]
    public void A_refused_key_fails_no_running_task() =>
        Polled(Some.Task(time), new PollOutcome.KeyRefused()).State.ShouldBe(TaskState.Polling);

    [Fact]
    public void Money_follows_the_end_of_the_task()
    {
        Polled(Some.Task(time), new PollOutcome.Completed("https://cdn.example/v.mp4")).Money.ShouldBe(Money.Charged);
        Polled(Some.Task(time), new PollOutcome.Failed("generation_failed", null)).Money.ShouldBe(Money.Refunded);
        Life.Rejected(Some.Task(time, TaskState.Submitting), contentPolicy: true, null).Money.ShouldBe(Money.Refunded);
        Life.Unavailable(Some.Task(time, TaskState.Submitting)).Money.ShouldBe(Money.Refunded);
        Life.Queued(Some.Task(time, TaskState.Submitting)).Money.ShouldBe(Money.Reserved);
    }

    private double Wait(TaskRecord task) => (task.DueAt!.Value - time.Now()).TotalSeconds;

    private TaskRecord Polled(TaskRecord task, PollOutcome outcome) => Life.Polled(task, outcome, message => message);
}
