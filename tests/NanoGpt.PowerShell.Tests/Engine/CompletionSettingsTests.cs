using System.Collections;

namespace NanoGpt.Tests.Engine;

/// <summary>Tests completion with invalid environment variables.</summary>
[Collection(nameof(EnvironmentVariables))]
public sealed class CompletionSettingsTests(SandboxFixture sandbox) : CompletionTest(sandbox)
{
    [Fact]
    public void Invalid_settings_return_nothing()
    {
        Output("Disconnect-NanoGpt; $Error.Clear()");
        Environment.SetEnvironmentVariable("NANOGPT_BASE_URL", "not an address");
        try
        {
            Assert.Empty(Complete("Get-NanoGptModel openai/"));
            Assert.Empty((ICollection)Shell["Error"]!);
        }
        finally
        {
            Environment.SetEnvironmentVariable("NANOGPT_BASE_URL", null);
        }
    }
}
