using System.Management.Automation;

namespace NanoGpt.Tests.Engine;

/// <summary>Tests Get-NanoGptModelVisibility.</summary>
public sealed class GetVisibilityTests : PlanTest
{
    public GetVisibilityTests(SandboxFixture sandbox) : base(sandbox) => Save("""
        {"visibleTextModels":{"openai/gpt-5.5":true,"openai/gpt-5.2":false,"a[1]":true,"a1":true},"modelCategories":{"openai/gpt-5.5":"General","x-ai/grok-4.3":"Coding"}}
        """);

    [Fact]
    public void Each_id_with_a_visibility_or_a_category_is_an_object_in_ordinal_order()
    {
        var preferences = Output("Get-NanoGptModelVisibility").Select(preference => (ModelVisibility)preference.BaseObject);

        Assert.Equal(
            [("a1", true, null), ("a[1]", true, null), (Known, false, null), (Other, true, "General"), (Third, null, "Coding")],
            preferences.Select(preference => (preference.Id, preference.Visible, preference.Category)));
        Assert.Single(Server.Requests);
    }

    [Theory]
    [InlineData("Get-NanoGptModelVisibility OPENAI/gpt-5.5", Other)]
    [InlineData("Get-NanoGptModelVisibility 'openai/*', '*grok*'", Known, Other, Third)]
    [InlineData("Get-NanoGptModelVisibility -Id 'a[1]'", "a[1]")]
    [InlineData("Get-NanoGptModelVisibility 'a[0-9]'", "a1")]
    [InlineData("'openai/gpt-5.5', 'a1' | Get-NanoGptModelVisibility", "a1", Other)]
    [InlineData("[pscustomobject]@{ Id = 'a1' } | Get-NanoGptModelVisibility", "a1")]
    [InlineData("[NanoGpt.ModelVisibility]::new('a1', $true, $null) | Get-NanoGptModelVisibility", "a1")]
    public void Ids_and_wildcards_ignore_case_and_select_with_one_request(string command, params string[] ids)
    {
        Assert.Equal(ids, Output(command).Select(preference => preference.Properties["Id"].Value));
        Assert.Single(Server.Requests);
    }

    [Fact]
    public void A_missing_id_is_an_error_with_similar_ids_and_a_wildcard_without_matches_is_not()
    {
        var result = Shell.Run("Get-NanoGptModelVisibility openai/gpt-5.6, 'nope/*', a1");

        Assert.Equal("a1", Assert.Single(result.Output).Properties["Id"].Value);
        var error = Assert.Single(result.Errors);
        Assert.Equal("VisibilityNotFound,NanoGpt.Cmdlets.GetNanoGptModelVisibilityCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
        Assert.Equal("openai/gpt-5.6", error.TargetObject);
        Assert.Matches(@"'openai/gpt-5\.6'\. Did you mean openai/gpt-5\.\d or openai/gpt-5\.\d\?$", error.ToString());
    }

    [Fact]
    public void An_empty_pipeline_sends_no_request()
    {
        Assert.Empty(Output("@() | Get-NanoGptModelVisibility"));
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public void Without_saved_preferences_there_is_no_output()
    {
        Server.Save(Account, null);

        Assert.Empty(Output("Get-NanoGptModelVisibility"));
    }

    [Theory]
    [InlineData("""{"visibleTextModels":{"a":"yes","b":true},"modelCategories":{}}""", "1 saved value is ")]
    [InlineData("""{"visibleTextModels":{"a":"yes","b":true},"modelCategories":{"b":7},"order":[1]}""", "2 saved values are ")]
    public void Invalid_values_are_counted_in_a_warning_and_returned_as_null(string document, string warning)
    {
        Save(document);

        var result = Shell.Run("Get-NanoGptModelVisibility");

        Assert.StartsWith(warning, Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal([null, true], result.Output.Select(preference => ((ModelVisibility)preference.BaseObject).Visible));
    }

    [Fact]
    public void A_response_without_preferences_is_a_terminating_error()
    {
        Connect(Shell, Server.AddResponse("""{"error":{"message":"No"}}"""));

        var error = Shell.Run("Get-NanoGptModelVisibility").TerminatingError!;

        Assert.Equal("InvalidResponse", IdOf(error));
        Assert.StartsWith("The response contains no visibility preferences: ", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Verbose_describes_the_request() =>
        Assert.Matches(
            @"^GET \S*api/user/model-visibility: HTTP 200, .* bytes, .* ms, request id .",
            Assert.Single(Shell.Run("Get-NanoGptModelVisibility -Verbose").Verbose));
}
