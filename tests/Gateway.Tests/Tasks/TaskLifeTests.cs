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
    public void An_ambiguous_submission_waits_as_queued_is_asked_after_ever_more_rarely_and_given_up_in_the_end()
    {
        var task = Life.Ambiguous(Some.Task(time, TaskState.Submitting));
        (task.State, task.Status, task.Money).ShouldBe((TaskState.Unknown, VideoStatus.Queued, Money.Reserved));
        Wait(task).ShouldBeInRange(5, 5.5);
        task = Life.StillUnknown(task);
        Wait(task).ShouldBeInRange(10, 11);
        task = Life.StillUnknown(task with { Silences = 10 });
        Wait(task).ShouldBe(600);

        Life.IsSettlingOver(task).ShouldBeFalse();
        time.Advance(TimeSpan.FromMinutes(10));
        Life.IsSettlingOver(task).ShouldBeTrue();
        task = Life.NeverSettled(task);
        (task.State, task.ErrorCode).ShouldBe((TaskState.Failed, TaskErrors.OutcomeUnknown));
        task.Money.ShouldBe(Money.Reserved, "nobody knows whether the upstream bills it");
    }

    [Fact]
    public void An_operator_settles_an_unknown_submission()
    {
        var unknown = Life.Ambiguous(Some.Task(time, TaskState.Submitting));
        Life.ResolvedCreated(unknown, "up_9").ShouldSatisfyAllConditions(
            task => task.State.ShouldBe(TaskState.Polling), task => task.UpstreamTaskId.ShouldBe("up_9"));
        Life.ResolvedNotCreated(unknown).ShouldSatisfyAllConditions(
            task => task.State.ShouldBe(TaskState.Failed), task => task.Money.ShouldBe(Money.Refunded));
    }

    [Fact]
    public void A_job_that_ends_well_after_the_task_was_given_up_corrects_it()
    {
        var task = Some.Task(time);
        time.Advance(Some.Polling.MaxAge + TimeSpan.FromSeconds(1));
        task = Polled(task, new PollOutcome.Running(VideoStatus.InProgress));
        (task.ErrorCode, task.Money).ShouldBe((TaskErrors.Timeout, Money.Refunded));
        task.DueAt.ShouldNotBeNull();

        task = Life.PolledLate(task, new PollOutcome.NoVerdict("503"));
        task.State.ShouldBe(TaskState.Failed);
        task = Life.PolledLate(task, new PollOutcome.Completed("https://cdn.example/v.mp4"));
        (task.State, task.Status, task.Money, task.ErrorCode, task.DueAt).ShouldBe((TaskState.Completed, VideoStatus.Completed, Money.Charged, null, null));
    }

    [Fact]
    public void A_given_up_task_is_looked_after_for_its_time_and_no_longer()
    {
        var task = Some.Task(time);
        time.Advance(Some.Polling.MaxAge + TimeSpan.FromSeconds(1));
        task = Polled(task, new PollOutcome.Running(VideoStatus.InProgress));
        time.Advance(Some.Polling.MaxAge);
        Life.PolledLate(task, new PollOutcome.Running(VideoStatus.InProgress)).DueAt.ShouldBeNull();
        Life.PolledLate(task, new PollOutcome.Failed("generation_failed", null)).DueAt.ShouldBeNull();
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2_000_000_000, 2_000_000_000)]
    public void No_task_ends_before_it_begins(long saidByUpstream, long expected)
    {
        var task = Some.Task(time);
        Polled(task, new PollOutcome.Completed("https://cdn.example/v.mp4", CompletedAt: Instant.OfSeconds(saidByUpstream))).CompletedAt
            .ShouldBe(Instant.Later(Instant.OfSeconds(expected), task.CreatedAt.WholeSecond));
    }

    [Fact]
    public void A_job_that_an_operator_found_late_is_looked_after_from_then_on()
    {
        var task = Life.NeverSettled(Life.Ambiguous(Some.Task(time, TaskState.Submitting)));
        time.Advance(3 * Some.Polling.MaxAge);
        task = Life.PolledLate(Life.ResolvedCreated(task, "up_9"), new PollOutcome.NoVerdict("503"));
        task.DueAt.ShouldNotBeNull();
        time.Advance(2 * Some.Polling.MaxAge + TimeSpan.FromSeconds(1));
        Life.PolledLate(task, new PollOutcome.NoVerdict("503")).DueAt.ShouldBeNull();
    }

    [Fact]
    public void A_job_that_an_operator_found_not_to_be_is_asked_after_no_more()
    {
        var task = Life.NeverSettled(Life.Ambiguous(Some.Task(time, TaskState.Submitting)));
        task = Life.ResolvedNotCreated(Life.ResolvedCreated(task, "up_9"));
        (task.Money, task.UpstreamTaskId, task.DueAt).ShouldBe((Money.Refunded, null, null));
        task.ErrorMessage!.ShouldContain("did not start");
    }

    [Fact]
    public void Times_that_a_wrong_clock_wrote_ahead_hold_nothing_up()
    {
        var unknown = Life.Ambiguous(Some.Task(time, TaskState.Submitting));
        var missing = Polled(Polled(Some.Task(time), new PollOutcome.NotFound()), new PollOutcome.NotFound());
        time.Set(TimeSpan.FromDays(-1));
        unknown = Life.StillUnknown(unknown);
        missing = Polled(missing with { NotFounds = 1 }, new PollOutcome.NotFound());
        time.Advance(TimeSpan.FromMinutes(10));
        Life.IsSettlingOver(unknown).ShouldBeTrue();
        Polled(missing, new PollOutcome.NotFound()).ErrorCode.ShouldBe(TaskErrors.TaskLost);
    }

    [Theory]
    [InlineData(nameof(TaskState.Submitting), false, nameof(TaskState.Failed))]
    [InlineData(nameof(TaskState.Unknown), false, nameof(TaskState.Failed))]
    [InlineData(nameof(TaskState.Submitting), true, nameof(TaskState.Unknown))]
    [InlineData(nameof(TaskState.Unknown), true, nameof(TaskState.Unknown))]
    [InlineData(nameof(TaskState.Polling), false, nameof(TaskState.Polling))]
    public void No_job_counts_for_a_send_that_nobody_knows_more_of_and_never_for_a_resend(string state, bool isResend, string expected)
    {
        var task = Life.Ambiguous(Some.Task(time, TaskState.Submitting)) with { State = Enum.Parse<TaskState>(state) };
        foreach (var outcome in (SubmitOutcome[])[new SubmitOutcome.Rejected(false, null), new SubmitOutcome.Unavailable(UnavailableCause.NotSent)])
        {
            Life.Answered(task, outcome, isNewest: true, isResend, text => text).State.ToString().ShouldBe(expected);
            Life.Answered(task, outcome, isNewest: false, isResend, text => text).ShouldBe(task, "a later send is under way, or was");
        }
    }

    [Theory]
    [InlineData(nameof(TaskState.Submitting), nameof(TaskState.Polling))]
    [InlineData(nameof(TaskState.Unknown), nameof(TaskState.Polling))]
    [InlineData(nameof(TaskState.Queued), nameof(TaskState.Polling))]
    [InlineData(nameof(TaskState.Failed), nameof(TaskState.Failed))]
    public void An_acceptance_is_followed_whatever_became_of_the_task(string state, string expected)
    {
        var task = Life.Answered(
            Some.Task(time, Enum.Parse<TaskState>(state)) with { UpstreamTaskId = null, DueAt = null }, new SubmitOutcome.Accepted("late"), isNewest: false, isResend: false, text => text);
        (task.State.ToString(), task.UpstreamTaskId).ShouldBe((expected, "late"));
        task.DueAt.ShouldNotBeNull();
    }

    [Fact]
    public void A_second_job_takes_no_result_away()
    {
        var running = Some.Task(time);
        Life.Answered(running, new SubmitOutcome.Accepted("second"), true, true, text => text).ShouldBe(running);
        var done = Polled(running, new PollOutcome.Completed("https://cdn.example/v.mp4"));
        Life.Answered(done, new SubmitOutcome.Accepted("second"), true, true, text => text).ShouldBe(done);
        var failed = Polled(running, new PollOutcome.Failed("generation_failed", null));
        Life.Answered(failed, new SubmitOutcome.Accepted(running.UpstreamTaskId!), true, false, text => text).ShouldBe(failed);
    }

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
