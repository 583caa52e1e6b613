using System.Text.RegularExpressions;

namespace NanoGpt.Tests.Engine;

/// <summary>Tests how a console displays errors.</summary>
public sealed class ErrorViewTests(SandboxFixture sandbox) : ModelTest(sandbox)
{
    [Fact]
    public void An_error_has_its_message_and_the_recommended_action()
    {
        var text = Regex.Replace(Shell.Show("Get-NanoGptModel -Scope Personalized -ApiKey sk-nano-invalid").Text, @"\s+", " ");

        Assert.Matches(@"^Get-NanoGptModel: The API key is invalid.* Recommendation: .*run Get-NanoGptSession.*Connect-NanoGpt -ApiKey", text);
    }
}
