using System.Data.Common;

namespace Gateway.Canonical;

/// <summary>The store can't do its work now: its disk is full, it is locked, read-only, broken or gone. Nothing of what was asked for is in it.</summary>
internal sealed class StoreUnavailableException(string message, int code) : DbException(message, code);
