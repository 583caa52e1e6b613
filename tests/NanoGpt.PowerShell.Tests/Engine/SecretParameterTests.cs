using System.Management.Automation;

namespace NanoGpt.Tests.Engine;

/// <summary>Tests that secrets which are specified as arguments are not in any stream, error, or output of a command.</summary>
public sealed class SecretParameterTests(SandboxFixture sandbox) : EngineTest(sandbox)
{
    public static TheoryData<string, string> SecretParameters { get; } =
    [
        .. from cmdlet in CmdletType.All
           from parameter in cmdlet.Parameters
           where parameter.Name is "ApiKey" or "SessionCookie"
           select (cmdlet.Name, parameter.Name),
    ];

    [Theory]
    [MemberData(nameof(SecretParameters))]
    public async Task An_invalid_secret_is_rejected_and_not_quoted(string cmdlet, string parameter)
    {
        var result = await RunAsync($"{cmdlet} -{parameter} \"$($args[0])`nx\"");

        Assert.Equal("ParameterArgumentTransformationError", IdOf(result.TerminatingError!));
    }

    [Theory]
    [InlineData("Connect-NanoGpt -ApiKey $args[0] -SessionCookie $args[1] -PassThru -Verbose -Debug", null)]
    [InlineData("Connect-NanoGpt -ApiKey $args[0] -SessionCookie $args[1]; Get-NanoGptSession; Connect-NanoGpt -BaseUri https://example.com", null)]
    [InlineData("Get-NanoGptSession -ApiKey $args[0]; Get-NanoGptSession -SessionCookie $args[1]", null)]
    [InlineData("Connect-NanoGpt -ApiKey $args[0] -AuthenticationHeader XApiKey; Get-NanoGptModel -Verbose -Debug", null)]
    [InlineData("Get-NanoGptModel nope -ApiKey $args[0] -Verbose -Debug", "ModelNotFound")]
    [InlineData("Get-NanoGptModel -Scope Personalized -ApiKey $args[0] -Verbose -Debug", "Unauthorized")]
    [InlineData("Get-NanoGptModelVisibility nope -SessionCookie $args[1] -Verbose -Debug", "VisibilityNotFound")]
    [InlineData("Set-NanoGptModelVisibility openai/gpt-5.5, nope -Category New -PassThru -SessionCookie $args[1] -Verbose -Debug -WarningAction Continue", "VisibilityIgnored")]
    [InlineData("Set-NanoGptModelVisibility openai/gpt-5.5 -Category Other -WhatIf -SessionCookie $args[1] -Verbose -Debug", null)]
    [InlineData("Set-NanoGptModelVisibility openai/gpt-5.5 -Category Third -PassThru -SessionCookie $args[1] | Undo-NanoGptModelVisibility -PassThru -SessionCookie $args[1] -Verbose -Debug", null)]
    [InlineData("@{ Id = 'nope'; Visible = $true } | Compare-NanoGptModelVisibility -SessionCookie $args[1] -Verbose -Debug -WarningAction Continue", null)]
    [InlineData("$args | Compare-NanoGptModelVisibility -SessionCookie $args[1] -Verbose -Debug -ErrorAction Ignore", null)]
    [InlineData("Get-NanoGptModel -Type Image -Detailed -ApiKey $args[0] -Verbose -Debug", null)]
    [InlineData("Import-NanoGptModelVisibility ./*.nope -SessionCookie $args[1] -Verbose -Debug", "PathNotFound")]
    public async Task A_valid_secret_is_in_no_stream_and_no_error(string script, string? errorId)
    {
        var result = await RunAsync(script);

        Assert.Equal(errorId, (result.TerminatingError ?? result.Errors.SingleOrDefault()) is { } error ? IdOf(error) : null);
    }

    [Theory]
    [InlineData("Set-NanoGptModelVisibility nope -Visible $true -WhatIf", "status=401")]
    [InlineData("Set-NanoGptModelVisibility nope -Visible $true -WhatIf", "drop")]
    [InlineData("@{ Id = 'nope'; Visible = $true } | Compare-NanoGptModelVisibility", "status=401")]
    [InlineData("@{ Id = 'nope'; Visible = $true } | Compare-NanoGptModelVisibility", "html")]
    public async Task A_valid_secret_is_in_no_stream_if_the_catalog_is_not_available(string script, string fault)
    {
        // The first request reads the preferences, and the second one the catalog.
        Connect(Shell, Fault($"{fault},skip=1,times=1"));

        var result = await RunAsync($"Connect-NanoGpt -ApiKey $args[0]; {script} -SessionCookie $args[1] -Verbose -Debug");

        Assert.Null(result.TerminatingError);
        Assert.Empty(result.Errors);
        Assert.Contains(result.Verbose, message => message.Contains("the catalog is not available", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_in_a_model_list_is_redacted_in_models_errors_and_completions()
    {
        Connect(Shell, Server.AddResponse(ListOf($$"""{"id":"{{SecretScan.Key}}","description":"of {{SecretScan.Key}}","{{SecretScan.Key}}":["{{SecretScan.Key}}"]}""")));

        var result = await RunAsync("Connect-NanoGpt -ApiKey $args[0]; Get-NanoGptModel -Detailed; Get-NanoGptModel nope");
        var completions = Shell.Complete("Get-NanoGptModel ");

        var model = (Model)Assert.Single(result.Output).BaseObject;
        Assert.Equal(("****mhzt", "of ****mhzt"), (model.Id, model.Description));
        Assert.Single(result.Errors);
        Assert.Contains(completions, completion => completion.ListItemText == "****mhzt");
        Assert.All(completions, completion => SecretScan.AssertNoSecret($"{completion.CompletionText}\n{completion.ListItemText}\n{completion.ToolTip}"));
    }

    [Fact]
    public void A_serialized_session_contains_no_secret()
    {
        Connect(Shell);

        var text = (string)Output("[Management.Automation.PSSerializer]::Serialize((Connect-NanoGpt -ApiKey $args[0] -SessionCookie $args[1] -PassThru), 9)", SecretScan.Key, SecretScan.Cookie).Single().BaseObject;

        Assert.Contains("****mhzt", text, StringComparison.Ordinal);
        SecretScan.AssertNoSecret(text);
    }

    /// <summary>Runs a script whose arguments are the secrets.</summary>
    private async Task<EngineResult> RunAsync(string script)
    {
        var result = await Shell.Start(script, SecretScan.Key, SecretScan.Cookie).Completion;
        await SecretScan.AssertNoSecretAsync(Shell, result);
        return result;
    }
}
