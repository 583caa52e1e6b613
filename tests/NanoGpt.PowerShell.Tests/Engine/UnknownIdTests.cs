using NanoGpt.Sandbox;

namespace NanoGpt.Tests.Engine;

/// <summary>Tests the warnings about ids in a plan that are neither saved nor in the catalog.</summary>
public sealed class UnknownIdTests(SandboxFixture sandbox) : PlanTest(sandbox)
{
    private const string Warning = "There is no model 'opnai/gpt-5.5' in the catalog, and no preference is saved for it, so NanoGPT may ignore the change. Did you mean openai/gpt-5.5";

    [Theory]
    [InlineData("Set-NanoGptModelVisibility opnai/gpt-5.5, opnai/gpt-5.5, openai/gpt-5.5, x-ai/grok-4.3 -Visible $true -WhatIf")]
    [InlineData("@{ Id = 'opnai/gpt-5.5'; Visible = $true }, @{ Id = 'opnai/gpt-5.5'; Category = 'a' } | Set-NanoGptModelVisibility -WhatIf")]
    [InlineData("@{ Id = 'opnai/gpt-5.5'; Visible = $true }, @{ Id = 'opnai/gpt-5.5'; Category = 'a' } | Compare-NanoGptModelVisibility")]
    [InlineData("@{ Id = 'opnai/gpt-5.5'; Visible = $true } | Compare-NanoGptModelVisibility -Replace")]
    [InlineData("@{ Id = 'opnai/gpt-5.5'; Visible = $null; Category = $null; PreviousVisible = $true; PreviousCategory = $null } | Undo-NanoGptModelVisibility -WhatIf")]
    public void An_unknown_id_is_named_once_with_the_nearest_ids(string command)
    {
        var result = Shell.Run(command);

        Assert.StartsWith(Warning, Assert.Single(result.Warnings), StringComparison.Ordinal);
        var request = Assert.Single(CatalogRequests);
        Assert.Empty(request.Credentials);
        Assert.Equal(0, SentCount);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Replace")]
    public void An_import_warns_before_it_sends(string replace)
    {
        var path = WriteFile("\"opnai/gpt-5.5\":true");
        Shell.Host.Answers.Enqueue(3);

        var result = Shell.Run($"Import-NanoGptModelVisibility $args[0] {replace} -Confirm", path);

        Assert.StartsWith(Warning, Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Single(Shell.Host.Questions);
        Assert.Equal(0, SentCount);
    }

    [Fact]
    public void A_change_warns_and_then_reports_that_the_service_ignored_it()
    {
        var result = Shell.Run("Set-NanoGptModelVisibility opnai/gpt-5.5 -Visible $true");

        Assert.StartsWith(Warning, Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal("VisibilityIgnored", IdOf(Assert.Single(result.Errors)));
        // The catalog is requested after the first read and before the request to save.
        Assert.Equal(
            [
                "GET /api/user/model-visibility",
                "GET /api/v1/models", "GET /api/subscription/v1/models", "GET /api/paid/v1/models",
                "GET /api/user/model-visibility", "POST /api/user/model-visibility",
            ],
            Server.Requests.Take(6).Select(request => $"{request.Method} {request.Path}"));
    }

    [Fact]
    public void Models_that_the_account_hides_are_in_the_catalog()
    {
        // The account does not show paid models, so a list with its key does not contain this one.
        Save("{}");

        Assert.Empty(Shell.Run($"Set-NanoGptModelVisibility {Known} -Visible $true -WhatIf").Warnings);
    }

    [Theory]
    [InlineData("NousResearch/hermes-4-405b", "subscription")]
    [InlineData("claude-opus-4-1-thinking:32768", "subscription", "paid")]
    public void Models_that_the_service_hides_by_default_are_in_the_catalog(string id, params string[] scopes)
    {
        Assert.Empty(Shell.Run("Set-NanoGptModelVisibility $args[0] -Visible $true -WhatIf", id).Warnings);

        Assert.Equal(
            ["/api/v1/models", .. scopes.Select(scope => $"/api/{scope}/v1/models")],
            Server.Requests.Skip(1).Select(request => request.Path));
        Assert.All(Server.Requests.Skip(1), request => Assert.Empty(request.Credentials));
    }

    [Fact]
    public void Ids_are_not_checked_if_a_list_of_hidden_models_is_unavailable()
    {
        // The first two requests read the preferences and the canonical list.
        Connect(Shell, Fault("status=503,skip=2,times=1"));

        var result = Shell.Run("Set-NanoGptModelVisibility opnai/gpt-5.5 -Visible $true -WhatIf -Verbose");

        Assert.Empty(result.Errors);
        Assert.Empty(result.Warnings);
        Assert.Contains(result.Verbose, text => text.StartsWith("Ids are not checked", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Set-NanoGptModelVisibility openai/gpt-5.2, gone -Visible $false -WhatIf")]
    [InlineData("Set-NanoGptModelVisibility opnai/gpt-5.5 -Category '' -WhatIf")]
    [InlineData("@() | Compare-NanoGptModelVisibility -Replace")]
    public void The_catalog_is_not_requested_if_all_ids_are_saved_or_nothing_changes(string command)
    {
        Assert.Empty(Shell.Run(command).Warnings);
        Assert.Empty(CatalogRequests);
    }

    [Theory]
    [InlineData("status=503")]
    [InlineData("status=401")]
    [InlineData("drop")]
    [InlineData("html")]
    [InlineData("truncate=500")]
    public void An_unavailable_catalog_is_a_verbose_message(string fault)
    {
        // The fault applies to the second request: the first one reads the preferences.
        Connect(Shell, Fault($"{fault},skip=1,times=1"));

        var result = Shell.Run("Set-NanoGptModelVisibility opnai/gpt-5.5 -Visible $true -WhatIf -Verbose");

        Assert.Null(result.TerminatingError);
        Assert.Empty(result.Errors);
        Assert.Empty(result.Warnings);
        Assert.Contains(result.Verbose, text => text.StartsWith("Ids are not checked, because the catalog is not available. ", StringComparison.Ordinal));
        Assert.Contains("What if: ", result.Text, StringComparison.Ordinal);
        Assert.Single(CatalogRequests);
    }

    [Fact]
    public void A_key_in_the_catalog_is_not_suggested()
    {
        Connect(Shell, Server.AddResponse($$"""{"modelPreferences":{},"data":[{"id":"{{Account.ApiKey}}"}]}"""));

        var warning = Assert.Single(Shell.Run("Set-NanoGptModelVisibility $args[0] -Visible $true -WhatIf", Account.ApiKey.Replace("4000", "4001")).Warnings);

        Assert.DoesNotContain(Account.ApiKey, warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Terminal_control_characters_of_an_id_are_removed()
    {
        var warning = Assert.Single(Shell.Run("Set-NanoGptModelVisibility $args[0] -Visible $true -WhatIf", "a\e[2J").Warnings);

        Assert.StartsWith("There is no model 'a [2J' in the catalog", warning, StringComparison.Ordinal);
        Assert.EndsWith(" To list the ids, run Get-NanoGptModel.", warning, StringComparison.Ordinal);
    }
}
