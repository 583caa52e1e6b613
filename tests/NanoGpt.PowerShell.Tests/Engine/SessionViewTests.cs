namespace NanoGpt.Tests.Engine;

/// <summary>Tests the view of a session.</summary>
public sealed class SessionViewTests(SandboxFixture sandbox) : ModelTest(sandbox)
{
    [Theory]
    [InlineData("")]
    [InlineData($"| {Copy}")]
    public void Each_setting_has_its_source_and_secrets_are_redacted(string copy)
    {
        var lines = Lines($"Disconnect-NanoGpt; Connect-NanoGpt -ApiKey $args[0] -BaseUri $args[1] -AuthenticationHeader XApiKey -PassThru {copy}", Account.ApiKey, Server.BaseUri);

        Assert.Contains(lines, line => line.StartsWith("BaseUri ", StringComparison.Ordinal) && line.Contains($": {Server.BaseUri} ", StringComparison.Ordinal) && line.EndsWith("(Session)", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("ApiKey ", StringComparison.Ordinal) && line.Contains($": ****{Account.ApiKey[^4..]} ", StringComparison.Ordinal) && line.EndsWith("(Session)", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("SessionCookie ", StringComparison.Ordinal) && line.Contains(": none", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("AuthenticationHeader ", StringComparison.Ordinal) && line.EndsWith(": XApiKey", StringComparison.Ordinal));
    }
}
