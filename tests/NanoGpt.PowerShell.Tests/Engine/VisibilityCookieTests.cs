using System.Management.Automation;

namespace NanoGpt.Tests.Engine;

/// <summary>Tests which cookie the cmdlets for visibility preferences send, and their error without one.</summary>
public sealed class VisibilityCookieTests : VisibilityFileTest
{
    public VisibilityCookieTests(SandboxFixture sandbox) : base(sandbox) =>
        Output("$session = Get-NanoGptSession; Disconnect-NanoGpt; Connect-NanoGpt -BaseUri $args[0] -ApiKey $args[1]", Server.BaseUri, Account.ApiKey);

    [Theory]
    [InlineData("-Session $session", "")]
    [InlineData("-SessionCookie \"theme=dark; $($args[0])\"", "theme=dark; ")]
    [InlineData("-SessionCookie ([Net.NetworkCredential]::new('', $args[0]).SecurePassword)", "")]
    public void The_cookie_of_the_call_is_sent_and_not_the_key(string option, string before)
    {
        Output($"Get-NanoGptModelVisibility {option}", Account.Cookie);

        var request = Assert.Single(Server.Requests);
        Assert.Equal(["cookie"], request.Credentials);
        Assert.Equal(before + Account.Cookie, request.Cookie);
    }

    [Theory]
    [InlineData("Get-NanoGptModelVisibility")]
    [InlineData("Set-NanoGptModelVisibility a -Visible $true")]
    [InlineData("Set-NanoGptModelVisibility a -Visible $true -WhatIf")]
    [InlineData("@{ Id = 'a'; Visible = $true; Category = $null; PreviousVisible = $null; PreviousCategory = $null } | Undo-NanoGptModelVisibility")]
    [InlineData("Export-NanoGptModelVisibility \"$folder/new.json\"")]
    [InlineData("Export-NanoGptModelVisibility \"$folder/new.json\" -WhatIf")]
    [InlineData("Import-NanoGptModelVisibility $path")]
    public void Without_a_cookie_nothing_is_sent_and_the_error_explains_where_to_find_it(string command)
    {
        File.WriteAllText(FilePath, Content);

        var error = Shell.Run(command).TerminatingError!;

        Assert.Equal("SessionCookieMissing", IdOf(error));
        Assert.Equal(ErrorCategory.AuthenticationError, error.CategoryInfo.Category);
        Assert.Matches(
            @"an API key does not give access to them.*https://nano-gpt\.com.*developer tools \(F12\).*Cookie header.*Connect-NanoGpt -SessionCookie.*NANOGPT_SESSION_COOKIE",
            error.ToString());
        Assert.Empty(Server.Requests);
        Assert.Equal(["visibility.json"], FileNames);
    }

    [Fact]
    public void An_expired_cookie_is_Unauthorized_and_the_error_names_its_source()
    {
        var error = Shell.Run("Get-NanoGptModelVisibility -SessionCookie session=expired-long-ago-0000").TerminatingError!;

        Assert.Equal("Unauthorized", IdOf(error));
        Assert.Matches("-SessionCookie <cookie>.*Session cookies expire\\.$", error.ErrorDetails.RecommendedAction);
    }
}
