using NanoGpt.Locking;

namespace NanoGpt.Tests.Engine;

/// <summary>Tests cmdlets that wait for the lock of another writer on this machine.</summary>
public sealed class VisibilityLockTests(SandboxFixture sandbox) : PlanTest(sandbox)
{
    private const string Command = $"Set-NanoGptModelVisibility {Known} -Visible $false";

    [Fact(Timeout = TestTimeout)]
    public async Task A_change_is_sent_when_the_other_writer_releases_the_lock()
    {
        EngineInvocation change;
        using (LockFile.TryOpen(LockPath)!)
        {
            change = Shell.Start(Command);
            await Eventually.IsTrueAsync(() => Server.Requests.Count == 1);
            Assert.False(change.Completion.IsCompleted);
            Assert.Equal(0, SentCount);
        }

        var result = await change.Completion;

        Assert.Null(result.TerminatingError);
        Assert.Empty(result.Errors);
        Assert.Equal(1, SentCount);
    }

    [Fact(Timeout = TestTimeout)]
    public async Task A_waiting_change_can_be_stopped_and_sends_nothing()
    {
        using var held = LockFile.TryOpen(LockPath)!;
        var change = Shell.Start(Command);
        await Eventually.IsTrueAsync(() => Server.Requests.Count == 1);

        var result = await change.StopAsync();

        Assert.True(result.IsStopped);
        Assert.Equal(0, SentCount);
        AssertSaved(Document);
    }
}
