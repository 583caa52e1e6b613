using System.Net;
using NanoGpt.Sandbox;

namespace NanoGpt.Tests.Engine;

/// <summary>Tests which account and settings completion uses.</summary>
public sealed class CompletionSessionTests(SandboxFixture sandbox) : CompletionTest(sandbox)
{
    [Fact]
    public void Models_of_another_account_are_not_offered()
    {
        ConnectAs(Accounts.Payer);
        Output("Get-NanoGptModel -Scope Paid > $null");

        ConnectAs(Account);

        Assert.Empty(Complete("Get-NanoGptModel openai/o1"));
    }

    [Fact]
    public void An_API_key_in_a_variable_on_the_command_line_is_used()
    {
        Shell["other"] = new NetworkCredential("", Accounts.Payer.ApiKey).SecurePassword;

        Assert.Contains("openai/gpt-5.2", Complete("Get-NanoGptModel -ApiKey $other openai/gpt-5"));

        Assert.Equal(Accounts.Payer.ApiKey, Assert.Single(Server.Requests).ApiKey);
    }

    [Fact]
    public void A_session_in_a_variable_on_the_command_line_is_used()
    {
        Output("$other = Get-NanoGptSession; Disconnect-NanoGpt");

        Assert.Contains("openai/gpt-5.5", Complete("Get-NanoGptModel -Session $other openai/gpt-5"));
        Assert.Contains("Coding", Complete("Set-NanoGptModelVisibility x -session:$other -Category "));

        Assert.Equal([Account.ApiKey, null], Server.Requests.Select(request => request.ApiKey));
    }

    [Theory]
    [InlineData("Get-NanoGptModel -ApiKey (Get-Secret NanoGpt) openai/gpt-5")]
    [InlineData("Get-NanoGptModel -ApiK (Get-Secret NanoGpt) openai/gpt-5")]
    [InlineData("Get-NanoGptModel @settings openai/gpt-5")]
    [InlineData("Get-NanoGptModel -Session $unknown openai/gpt-5")]
    [InlineData("Get-NanoGptModelVisibility -Session $other -Sessionc (Get-Secret NanoGptCookie) ")]
    public void Nothing_is_requested_with_another_account_if_the_session_of_the_command_line_is_unknown(string line)
    {
        Output("$other = Get-NanoGptSession");

        Assert.Empty(Complete(line));

        Assert.Empty(Server.Requests);
    }

    [Fact]
    public void Disconnecting_clears_the_completion_cache()
    {
        Output("Get-NanoGptModel > $null");
        ConnectAs(Account);
        Server.ClearRequests();

        Assert.NotEmpty(Complete("Get-NanoGptModel "));

        Assert.Single(Server.Requests);
    }
}
