using NanoGpt.Views;

namespace NanoGpt.Tests.Engine;

/// <summary>Tests that the code of the tables is compiled while the first list is read.</summary>
public sealed class ViewWarmUpTests(SandboxFixture sandbox) : EngineTest(sandbox)
{
    [Fact]
    public void The_first_list_formats_a_model()
    {
        Output("Get-NanoGptModel");

        Assert.True(ViewWarmUp.IsStarted);
    }
}
