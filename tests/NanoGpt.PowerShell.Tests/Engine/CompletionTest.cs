namespace NanoGpt.Tests.Engine;

/// <summary>The base class of tests of completion.</summary>
public abstract class CompletionTest : ModelTest
{
    private protected CompletionTest(SandboxFixture sandbox) : base(sandbox)
    {
    }

    /// <summary>Completes a command line at its end, and returns the texts.</summary>
    private protected IReadOnlyList<string> Complete(string line) => [.. Shell.Complete(line).Select(match => match.CompletionText)];
}
