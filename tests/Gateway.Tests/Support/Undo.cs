namespace Gateway.Tests.Support;

/// <summary>Takes back at its end what was done for a while.</summary>
internal sealed class Undo(Action undo) : IDisposable
{
    public void Dispose() => undo();
}
