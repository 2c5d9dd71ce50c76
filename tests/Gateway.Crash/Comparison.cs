using Gateway.Crash.Checks;
using Gateway.Crash.Clients;
using Gateway.Crash.Operators;
using Gateway.Crash.Replicas;
using Gateway.Crash.Store;
using Gateway.Crash.World;

namespace Gateway.Crash;

/// <summary>What clients, operators, store, ledger and upstreams remember, held against each other.</summary>
internal sealed record Comparison(
    CrashOptions Options, string Folder, Cast Cast, Story Story, Verdicts Verdicts, SwitchLog Switches, HandMade HandMade, Fleet Fleet, Burst Burst, RunCounts Counts, Findings Findings)
{
    /// <param name="listed">What operators find listed as unresolved.</param>
    public CrashReport Run(StoreReader store, UpstreamsHost upstreams, Receiver receiver, IReadOnlySet<string> listed)
    {
        store.Spread(Folder);
        Counts.Searched = SecretCheck.CheckFiles(Folder, Cast, Findings);
        var found = store.Read();
        var jobs = upstreams.State.Jobs;
        Counts.Jobs = jobs.Count;
        Counts.Lies = upstreams.Liar.Count;
        SampleCheck.Check(store.Sample()!, Cast, Findings);
        StoryCheck.Check(found, Story, Findings);
        var jobOfAttempt = new JobCheck(found, Cast, Verdicts, Findings).Match(jobs);
        new TaskCheck(found, jobOfAttempt, Verdicts, Findings).Check();
        SendCheck.Check(found, upstreams.State.Requests, HandMade.Sent, Findings);
        OutcomeCheck.Check(found, Fleet.SilencesOf, Fleet.Trouble.All, Options.Replicas > 0 ? OutcomeCheck.PatienceWithMany : OutcomeCheck.Patience, Findings);
        LeaseCheck.Check(found, Fleet.LifeOf, Fleet.Trouble, Lease.Terms(Options.Lease), Findings);
        EventCheck.Check(found, Findings);
        new CallbackCheck(found, Counts, Math.Max(1, Options.Replicas), Findings).Check(receiver.Taken);
        LedgerCheck.Check(found, Verdicts, Findings);
        new AdmissionCheck(found, Cast, Story, Verdicts, Findings).Check();
        Burst.Check(found);
        RateCheck.Check(found, Cast, Findings);
        SwitchCheck.Check(found, Switches, Findings);
        var verdicts = new VerdictCheck(found, jobOfAttempt, Fleet.Kills, Findings);
        verdicts.Check(Verdicts);
        verdicts.CheckList(listed);
        return new CrashReport(Options, Folder, Counts, Story, Verdicts, found, jobOfAttempt, Findings);
    }
}
