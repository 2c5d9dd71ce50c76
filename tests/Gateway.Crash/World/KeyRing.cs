namespace Gateway.Crash.World;

/// <summary>The secrets of one client key, and what operators' answers say about which of them work. Safe to use from many threads.</summary>
internal sealed class KeyRing(Spread spread)
{
    private readonly Lock gate = new();
    private readonly List<RingSecret> secrets = [];
    private List<RingSecret> before = [];

    /// <summary>Whether a rotation was not answered: the key may have a secret that nobody here knows.</summary>
    public bool IsInDoubt { get; private set; }

    public IReadOnlyList<string> All
    {
        get
        {
            lock (gate)
            {
                return [.. secrets.Select(secret => secret.Text)];
            }
        }
    }

    public string Current => All[^1];

    public void Put(string secret)
    {
        lock (gate)
        {
            secrets.Add(new RingSecret(secret));
        }
    }

    /// <summary>The newest secret, or now and then another that still works.</summary>
    public string Pick(Random random, long now)
    {
        lock (gate)
        {
            var working = secrets.Where(secret => now < secret.SurelyUntil).Select(secret => secret.Text).ToList();
            return working.Count > 1 && random.Next(2) == 0 ? working[^2] : secrets[^1].Text;
        }
    }

    /// <summary>A rotation is about to be asked for; one at a time.</summary>
    public void Rotating(long overlap, long sentAt)
    {
        lock (gate)
        {
            before = [.. secrets];
            IsInDoubt = true;
            EndAll((secret, until) => secret with { SurelyUntil = Math.Min(secret.SurelyUntil, until) }, sentAt, overlap);
        }
    }

    /// <summary>The rotation was refused, and so nothing has changed.</summary>
    public void Refused(bool wasInDoubt)
    {
        lock (gate)
        {
            secrets.Clear();
            secrets.AddRange(before);
            IsInDoubt = wasInDoubt;
        }
    }

    public void Rotated(string secret, long overlap, long answeredAt)
    {
        lock (gate)
        {
            EndAll((old, until) => old with { PossiblyUntil = Math.Min(old.PossiblyUntil, until) }, answeredAt, overlap);
            secrets.Add(new RingSecret(secret, SurelyFrom: answeredAt));
            IsInDoubt = false;
        }
    }

    /// <summary>The key is revoked, and no secret of it works any more.</summary>
    public void Revoked(long answeredAt)
    {
        lock (gate)
        {
            EndAll((old, until) => old with { SurelyUntil = 0, PossiblyUntil = Math.Min(old.PossiblyUntil, until) }, answeredAt, overlap: 0);
        }
    }

    /// <summary>Whether a call with this secret that was sent and answered then must not have been answered with 401.</summary>
    public bool MustWork(string secret, long from, long until)
    {
        lock (gate)
        {
            return secrets.Any(known => known.Text == secret && from >= spread.After(known.SurelyFrom) && until < known.SurelyUntil);
        }
    }

    /// <summary>Whether a call with this secret that was sent then may be answered with anything but 401.</summary>
    public bool MayWork(string secret, long sentAt)
    {
        lock (gate)
        {
            return secrets.Any(known => known.Text == secret && sentAt <= spread.After(known.PossiblyUntil));
        }
    }

    // Only the newest gets an overlap: those before it end with the rotation.
    private void EndAll(Func<RingSecret, long, RingSecret> end, long at, long overlap)
    {
        for (var i = 0; i < secrets.Count; i++)
        {
            secrets[i] = end(secrets[i], i == secrets.Count - 1 ? at + overlap : at);
        }
    }
}
