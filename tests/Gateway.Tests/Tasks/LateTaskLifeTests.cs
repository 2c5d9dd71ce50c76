using Gateway.Canonical;
using Gateway.Dialects;
using Gateway.Quotas;
using Gateway.Tasks;
using Gateway.Tests.Support;

namespace Gateway.Tests.Tasks;

/// <summary>What becomes of submissions whose outcome is unknown or comes late, and of tasks that were given up.</summary>
public sealed class LateTaskLifeTests
{
    private readonly ManualTime time = new();

    private TaskLife Life => Some.Life(time);

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
    public void A_resend_that_was_held_up_before_it_was_sent_does_not_end_the_wait()
    {
        var unknown = Life.Ambiguous(Some.Task(time, TaskState.Submitting));
        time.Advance(TimeSpan.FromMinutes(11));
        var resending = unknown with { State = TaskState.Submitting };
        After(UnavailableCause.HeldUp).State.ShouldBe(TaskState.Unknown, "nobody was asked");
        After(UnavailableCause.RateLimited).State.ShouldBe(TaskState.Failed);

        TaskRecord After(UnavailableCause cause) => Life.Answered(resending, new SubmitOutcome.Unavailable(cause), isNewest: true, isResend: true, text => text);
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

    [Fact]
    public void A_late_word_that_there_is_no_job_frees_the_money_of_a_task_that_was_given_up()
    {
        var given = Life.NeverSettled(Life.Ambiguous(Some.Task(time, TaskState.Submitting) with { UpstreamTaskId = null }));
        var named = Life.ResolvedCreated(given, "up_9");
        foreach (var outcome in (SubmitOutcome[])[new SubmitOutcome.Rejected(false, null), new SubmitOutcome.Unavailable(UnavailableCause.HeldUp)])
        {
            var after = Life.Answered(given, outcome, isNewest: true, isResend: false, text => text);
            after.ShouldBe(given with { Money = Money.Refunded, ErrorMessage = after.ErrorMessage, DueAt = null });
            Life.Answered(given, outcome, isNewest: false, isResend: false, text => text).ShouldBe(given);
            Life.Answered(given, outcome, isNewest: true, isResend: true, text => text).ShouldBe(given);
            Life.Answered(named, outcome, isNewest: true, isResend: false, text => text).ShouldBe(named, "an operator has found out more");
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

    private double Wait(TaskRecord task) => (task.DueAt!.Value - time.Now()).TotalSeconds;

    private TaskRecord Polled(TaskRecord task, PollOutcome outcome) => Life.Polled(task, outcome, message => message);
}
