using System.Management.Automation;

namespace NanoGpt.Tests.Engine;

/// <summary>Tests the ids and objects that Set-NanoGptModelVisibility accepts with -Visible or -Category.</summary>
public sealed class SetVisibilityInputTests(SandboxFixture sandbox) : PlanTest(sandbox)
{
    [Fact]
    public void Ids_and_copies_of_models_and_preferences_are_one_change()
    {
        var copies = $"{Copy("Get-NanoGptModel google/gemini-3.5-flash -Detailed")}, {Copy("Get-NanoGptModelVisibility gone")}, '{Third}' | ForEach-Object {{ $_ }}";

        Assert.Equal(
            ["gone: visible: true -> false", "google/gemini-3.5-flash: visible: not saved -> false", $"{Third}: visible: not saved -> false"],
            Describe(Output($"{copies} | Set-NanoGptModelVisibility -Visible $false -PassThru")));
        Assert.Equal(1, SentCount);
    }

    [Theory]
    [InlineData($"@{{ ID = '{Known}' }}, [pscustomobject]@{{ id = 'gone', '{Third}' }} | Set-NanoGptModelVisibility -Visible $false -PassThru", "gone", Known, Third)]
    [InlineData($"Set-NanoGptModelVisibility @{{ ID = '{Known}' }}, ([pscustomobject]@{{ id = 'gone' }}) -Visible $false -PassThru", "gone", Known)]
    [InlineData($"Set-NanoGptModelVisibility (Get-NanoGptModel google/gemini-3.5-flash), '{Known}' -Visible $false -PassThru", "google/gemini-3.5-flash", Known)]
    public void Objects_have_an_Id_in_any_letter_case(string command, params string[] ids) =>
        Assert.Equal(ids, Output(command).Select(change => change.Properties["Id"].Value));

    [Theory]
    [InlineData("@{ name = 'z' }")]
    [InlineData("[pscustomobject]@{ name = 'z' }")]
    [InlineData("[pscustomobject]@{ Id = 5 }")]
    [InlineData("@{ Id = $null }")]
    [InlineData("[datetime]::Now")]
    [InlineData("5", "'5' (Int32) ")]
    public void An_object_without_an_id_is_an_error_and_the_rest_of_the_pipeline_is_saved(string invalid, string name = "")
    {
        var result = Shell.Run($"{invalid}, '{Known}' | Set-NanoGptModelVisibility -Visible $false -PassThru");

        var error = Assert.Single(result.Errors);
        Assert.Equal("ParameterArgumentTransformationError,NanoGpt.Cmdlets.SetNanoGptModelVisibilityCommand", error.FullyQualifiedErrorId);
        Assert.Contains($"{name}is neither a string nor an object with an Id", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Get-NanoGptModel", error.ToString(), StringComparison.Ordinal);
        Assert.Equal([$"{Known}: visible: true -> false"], Describe(result.Output));
    }

    [Theory]
    [InlineData($"{Known}, @{{ name = 'z' }} -Visible $false", "ParameterArgumentTransformationError", "is neither a string nor an object with an Id")]
    [InlineData($"{Known} -Category \"a$([char] 0xD83D)\"", "InvalidUnicode", "The category 'a")]
    public void An_invalid_argument_is_a_terminating_error_before_any_request(string arguments, string id, string message)
    {
        var error = Shell.Run($"Set-NanoGptModelVisibility {arguments}").TerminatingError!;

        Assert.Equal($"{id},NanoGpt.Cmdlets.SetNanoGptModelVisibilityCommand", error.FullyQualifiedErrorId);
        Assert.Contains(message, error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
    }

    [Theory]
    [InlineData("\"a$([char] 0xD83D)\"", "InvalidUnicode", "The id 'a")]
    [InlineData("\"$([char] 0xDD25)a\"", "InvalidUnicode", "contains an unpaired surrogate")]
    [InlineData("'openai/*'", "WildcardNotSupported", "Get-NanoGptModel 'openai/*' | Set-NanoGptModelVisibility")]
    [InlineData("'gpt-?'", "WildcardNotSupported", "Get-NanoGptModel 'gpt-?' | Set-NanoGptModelVisibility")]
    public void An_invalid_id_is_an_error_and_the_rest_of_the_pipeline_is_saved(string invalid, string id, string message)
    {
        Shell["invalid"] = Output(invalid).Single();

        var result = Shell.Run($"$invalid, '{Known}' | Set-NanoGptModelVisibility -Visible $false -PassThru");

        var error = Assert.Single(result.Errors);
        Assert.Equal($"{id},NanoGpt.Cmdlets.SetNanoGptModelVisibilityCommand", error.FullyQualifiedErrorId);
        Assert.Equal(((PSObject)Shell["invalid"]!).BaseObject, error.TargetObject);
        Assert.Contains(message, error.ToString(), StringComparison.Ordinal);
        Assert.Equal([$"{Known}: visible: true -> false"], Describe(result.Output));
    }

    [Fact]
    public void Without_a_valid_id_no_request_is_sent()
    {
        Assert.Equal("WildcardNotSupported", IdOf(Error("Set-NanoGptModelVisibility 'openai/*' -Visible $false")));
        Assert.Empty(Server.Requests);
    }
}
