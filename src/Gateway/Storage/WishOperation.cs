using Gateway.Tasks;

namespace Gateway.Storage;

/// <summary>A wish as an operation: its decision sees what the ones before it in the group have decided.</summary>
internal sealed class WishOperation<T>(Wish<T> wish, CancellationToken gone) : Operation
{
    private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T result = default!;
    private Exception? mistake;

    public Task<T> Task => done.Task;

    public override bool IsLeft() => gone.IsCancellationRequested && done.TrySetCanceled(gone);

    public override void Name(Needs needs) => wish.Name(needs);

    public override void Decide(Facts facts)
    {
        try
        {
            var decision = wish.Decide(facts);
            (result, mistake) = (decision.Result, null);
            if (decision.Changes is { } changes)
            {
                facts.Apply(changes);
            }

            if (decision.Taken is { } rates)
            {
                facts.Accounts.Apply(rates);
            }
        }
#pragma warning disable CA1031 // It is handed to whoever made the wish; the others of the group are untouched.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            mistake = problem;
        }
    }

    public override void Succeed()
    {
        if (mistake is null)
        {
            done.SetResult(result);
        }
        else
        {
            done.SetException(mistake);
        }
    }

    public override void Fail(Exception problem) => done.SetException(problem);
}
