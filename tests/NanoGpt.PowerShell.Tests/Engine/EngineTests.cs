using System.Management.Automation;
using System.Management.Automation.Runspaces;
using NanoGpt.Sandbox;

namespace NanoGpt.Tests.Engine;

/// <summary>Tests that the module runs in the engine as in a console, with an example for each kind of test.</summary>
public sealed class EngineTests(SandboxFixture sandbox) : EngineTest(sandbox)
{
    private const string Id = "openai/gpt-5.5";

    [Fact]
    public void The_cmdlets_and_the_tests_share_the_staged_assemblies()
    {
        var command = (CmdletInfo)Assert.Single(Output("Get-Command Get-NanoGptModel")).BaseObject;

        Assert.Equal(StagedModule.Path, command.Module.ModuleBase);
        Assert.Equal(typeof(Session).Assembly, command.ImplementingType.Assembly);
        Assert.All([typeof(Session), typeof(Model)], type => Assert.Equal(StagedModule.Assemblies, Path.GetDirectoryName(type.Assembly.Location)));
    }

    [Fact]
    public void A_list_contains_models_that_a_filter_can_select()
    {
        var models = Output("Get-NanoGptModel -Scope Personalized -Detailed | Where-Object { $_.Capabilities.Vision }");

        Assert.NotEmpty(models);
        Assert.All(models, model => Assert.True(((Model)model.BaseObject).Capabilities?.Vision));
    }

    [Fact]
    public void A_misspelled_id_is_a_nonterminating_error_with_a_suggestion()
    {
        var result = Shell.Run("Get-NanoGptModel openai/gpt-5.55; 'next'");

        var error = Assert.Single(result.Errors);
        Assert.Equal("ModelNotFound,NanoGpt.Cmdlets.GetNanoGptModelCommand", error.FullyQualifiedErrorId);
        Assert.Contains(Id, error.ToString(), StringComparison.Ordinal);
        Assert.Equal("next", Assert.Single(result.Output).BaseObject);
    }

    [Fact]
    public void A_rejected_API_key_is_a_terminating_error()
    {
        var result = Shell.Run("Get-NanoGptModel -Scope Personalized -ApiKey sk-nano-invalid; 'next'");

        Assert.Equal("Unauthorized", IdOf(result.TerminatingError!));
        Assert.Empty(result.Errors);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void WhatIf_displays_the_change_and_saves_nothing()
    {
        var result = Shell.Show("Set-NanoGptModelVisibility $args[0] -Visible $false -WhatIf", Id);

        Assert.StartsWith("What if: ", result.Text, StringComparison.Ordinal);
        Assert.Contains(Id, result.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Server.Requests, request => request.Method == "POST");
    }

    [Fact]
    public void Confirm_saves_what_the_user_accepts()
    {
        Shell.Host.Answers.Enqueue(2);
        Shell.Host.Answers.Enqueue(0);

        var changes = Output("$args | Set-NanoGptModelVisibility -Category Images -Confirm -PassThru", Id, "x-ai/grok-4.3");

        Assert.Equal(2, Shell.Host.Questions.Count);
        Assert.Equal("x-ai/grok-4.3", Assert.Single(changes).Properties["Id"].Value);
    }

    [Fact]
    public void Tab_completes_arguments() =>
        Assert.Equal(["Paid", "Personalized"], Shell.Complete("Get-NanoGptModel -Scope P").Select(completion => completion.CompletionText));

    [Fact]
    public void Output_is_displayed_in_the_view_of_the_module()
    {
        var lines = Shell.Show("Get-NanoGptModel $args[0] -Detailed", Id).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Matches("^Id +In \\$/M Out \\$/M +Context Sub MaxOutput Capabilities *$", lines[0]);
        Assert.Matches($"^{Id} +5\\.000 +30\\.000 +1,000,000 ", lines[2]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Colors_are_displayed_if_the_host_supports_them(bool hasColors)
    {
        Shell.Host.HasColors = hasColors;

        Assert.Equal(hasColors, Shell.Show("Get-NanoGptModel $args[0]", Id).Text.Contains('\e', StringComparison.Ordinal));
    }

    [Fact]
    public void Errors_are_displayed_as_in_a_console() =>
        Assert.StartsWith("Get-NanoGptModel: The API key is invalid", Shell.Show("Get-NanoGptModel -Scope Personalized -ApiKey sk-nano-invalid").Text, StringComparison.Ordinal);

    [Fact]
    public void Verbose_output_describes_the_request() =>
        Assert.Contains(Shell.Run("Get-NanoGptModel -Verbose").Verbose, message => message.StartsWith($"GET {Server.BaseUri}", StringComparison.Ordinal));

    [Fact(Timeout = TestTimeout)]
    public async Task A_stopped_command_ends_without_an_error()
    {
        Connect(Shell, Fault("hold-after-models=2"));
        var listing = Shell.Start("Get-NanoGptModel; 'next'");
        var first = listing.WaitForOutput();

        var result = await listing.StopAsync();

        Assert.IsType<Model>(first.BaseObject);
        Assert.True(result.IsStopped);
        Assert.Null(result.TerminatingError);
        Assert.Empty(result.Errors);
    }

    [Fact]
    public void Sessions_and_parallel_runspaces_are_independent()
    {
        using var other = new EngineShell();
        Shell["uri"] = Server.BaseUri;

        var key = Assert.Single(other.Run("Get-NanoGptSession").Output).Properties["ApiKey"].Value;
        var counts = Output("1..3 | ForEach-Object -Parallel { Import-Module $using:module; Connect-NanoGpt -BaseUri $using:uri; @(Get-NanoGptModel).Count }");

        Assert.Null(key);
        Assert.Equal(3, counts.Count);
        Assert.Single(counts.Distinct());
    }

    [Fact]
    public void A_runspace_pool_can_be_used()
    {
        using var pool = RunspaceFactory.CreateRunspacePool(EngineShell.CreateState());
        pool.Open();
        using var shell = PowerShell.Create();
        shell.RunspacePool = pool;

        Assert.Equal("NanoGpt", Assert.Single(shell.AddScript("(Get-Command Get-NanoGptModel).ModuleName").Invoke<string>()));
    }
}
