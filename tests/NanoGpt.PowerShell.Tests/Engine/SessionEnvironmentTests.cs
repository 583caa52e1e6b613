namespace NanoGpt.Tests.Engine;

/// <summary>Tests that the cmdlets use environment variables. SessionResolverTests tests their precedence.</summary>
[Collection(nameof(EnvironmentVariables))]
public sealed class SessionEnvironmentTests(SandboxFixture sandbox) : EngineTest(sandbox)
{
    [Fact]
    public void Environment_variables_are_used_after_Disconnect()
    {
        var values = Run("NANOGPT_API_KEY", Account.ApiKey, "NANOGPT_BASE_URL", Server.BaseUri.ToString(), "Disconnect-NanoGpt; (Get-NanoGptSession).ApiKeySource; @(Get-NanoGptModel -Scope Personalized).Count").Output;

        Assert.Equal(["Environment", "8"], values.Select(value => value.ToString()));
    }

    [Fact]
    public void An_invalid_environment_variable_is_a_terminating_error_that_names_it()
    {
        var error = Run("NANOGPT_API_KEY", "sk-nano planted-secret", "NANOGPT_BASE_URL", null, "Disconnect-NanoGpt; Get-NanoGptModel").TerminatingError!;

        Assert.Equal("InvalidEnvironmentVariable,NanoGpt.Cmdlets.GetNanoGptModelCommand", error.FullyQualifiedErrorId);
        Assert.Matches("NANOGPT_API_KEY.*space", error.Exception.Message);
        Assert.DoesNotContain("planted-secret", error.Exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://example.org/api/v1", "****a11c")]
    [InlineData("not an address", null)]
    public void A_new_host_is_compared_with_the_one_in_the_environment(string variable, string? apiKey)
    {
        var connect = apiKey is null ? "" : "Connect-NanoGpt -ApiKey $args[0]; ";

        var result = Run("NANOGPT_API_KEY", null, "NANOGPT_BASE_URL", variable, $"Disconnect-NanoGpt; {connect}Connect-NanoGpt -BaseUri https://EXAMPLE.org:443; (Get-NanoGptSession).ApiKey");

        Assert.Null(result.TerminatingError);
        Assert.Empty(result.Warnings);
        Assert.Equal(apiKey, Assert.Single(result.Output)?.ToString());
    }

    private EngineResult Run(string variable, string? value, string otherVariable, string? otherValue, string script)
    {
        Environment.SetEnvironmentVariable(variable, value);
        Environment.SetEnvironmentVariable(otherVariable, otherValue);
        try
        {
            return Shell.Run(script, Account.ApiKey);
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, null);
            Environment.SetEnvironmentVariable(otherVariable, null);
        }
    }
}
