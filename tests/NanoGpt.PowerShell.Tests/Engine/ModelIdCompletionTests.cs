using System.Text.Json.Nodes;
using NanoGpt.Sandbox;

namespace NanoGpt.Tests.Engine;

/// <summary>Tests the completion of model ids.</summary>
public sealed class ModelIdCompletionTests : CompletionTest
{
    public ModelIdCompletionTests(SandboxFixture sandbox) : base(sandbox) => ConnectAs(Accounts.Payer);

    [Theory]
    [InlineData("Get-NanoGptModel openai/gpt-5.5")]
    [InlineData("Get-NanoGptModel -Detailed -Id openai/gpt-5.5")]
    [InlineData("Set-NanoGptModelVisibility openai/gpt-5.5")]
    [InlineData("Set-NanoGptModelVisibility -Visible $true -Id openai/gpt-5.5")]
    public void Ids_are_completed_in_each_cmdlet_that_takes_them(string line) => Assert.Contains("openai/gpt-5.5", Complete(line));

    [Fact]
    public void The_last_list_is_completed_without_a_request()
    {
        var ids = Ids("Get-NanoGptModel -Scope Subscription");
        Server.ClearRequests();

        Assert.Equal(ids.Order(), Complete("Get-NanoGptModel ").Order());
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public void One_request_is_sent_if_nothing_was_listed()
    {
        Assert.Contains("openai/gpt-5.5", Complete("Get-NanoGptModel openai/gpt-5"));
        Assert.Contains("openai/gpt-5.2", Complete("Get-NanoGptModel openai/gpt-5"));

        Assert.Equal("/api/v1/models", Assert.Single(Server.Requests).Path);
    }

    [Fact]
    public void The_list_that_the_command_line_specifies_is_requested()
    {
        Assert.Equal(["openai/o1-pro"], Complete("Get-NanoGptModel -Scope Paid -Id openai/o1"));

        Assert.Equal("/api/paid/v1/models", Assert.Single(Server.Requests).Path);
    }

    [Fact]
    public void Ids_that_start_with_the_text_precede_ids_that_contain_it()
    {
        var ids = Complete("Get-NanoGptModel DEEPSEEK");

        Assert.Contains("TEE/deepseek-v4-pro", ids);
        Assert.Equal(
            ids.OrderBy(id => id.StartsWith("deepseek", StringComparison.Ordinal) ? 0 : 1).ThenBy(id => id, StringComparer.OrdinalIgnoreCase), ids);
    }

    [Fact]
    public void Case_is_ignored_in_the_Turkish_culture()
    {
        Output("[cultureinfo]::CurrentCulture = 'tr-TR'");

        Assert.Equal(["google/gemini-3.5-flash"], Complete("Get-NanoGptModel GEMINI-3.5"));
    }

    [Fact]
    public void The_tooltip_has_name_and_prices()
    {
        var match = Assert.Single(Shell.Complete("Get-NanoGptModel google/gemini-3.5-fl"));

        Assert.Equal("Gemini 3.5 Flash, 1.35 in, 8.1 out, USD per million tokens", match.ToolTip);
        Assert.Equal("ParameterValue", match.ResultType.ToString());
    }

    [Fact]
    public void The_tooltip_of_a_basic_list_has_name_and_prices_of_an_earlier_list()
    {
        var ids = Ids("Get-NanoGptModel -Detailed > $null; Get-NanoGptModel -Scope Subscription");
        Server.ClearRequests();

        Assert.Equal(ids.Count, Complete("Get-NanoGptModel ").Count);
        Assert.StartsWith("Gemini 3.5 Flash, ", Assert.Single(Shell.Complete("Get-NanoGptModel google/gemini-3.5-fl")).ToolTip, StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
    }

    [Theory]
    [InlineData("a b", "'a b'")]
    [InlineData("it's", "'it''s'")]
    [InlineData("$x", "'$x'")]
    [InlineData("[x]", "'[x]'")]
    [InlineData("-x", "'-x'")]
    [InlineData("plain/x-1.5:low", "plain/x-1.5:low")]
    public void An_id_is_quoted_if_necessary_and_selects_itself(string id, string completed)
    {
        ConnectToIds(id, "other");

        var match = Shell.Complete("Get-NanoGptModel ").Single(match => match.ListItemText == id);

        Assert.Equal(completed, match.CompletionText);
        Assert.Equal([id], Ids($"Get-NanoGptModel {match.CompletionText}"));
    }

    [Theory]
    [InlineData("Get-NanoGptModel \"a ", "\"a b\"")]
    [InlineData("Get-NanoGptModel 'a ", "'a b'")]
    public void Open_quotation_marks_are_kept(string line, string completed)
    {
        ConnectToIds("a b");

        Assert.Equal([completed], Complete(line));
    }

    [Fact]
    public void Control_characters_are_not_offered()
    {
        ConnectToList(
            new JsonObject { ["id"] = "evil\e[2J" }.ToJsonString(),
            new JsonObject { ["id"] = "good", ["name"] = "Good\e[2J" }.ToJsonString());

        var match = Assert.Single(Shell.Complete("Get-NanoGptModel "));

        Assert.Equal("good", match.CompletionText);
        Assert.StartsWith("Good", match.ToolTip, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', match.ToolTip);
    }
}
