namespace NanoGpt.Tests.Engine;

/// <summary>Tests how Import-NanoGptModelVisibility merges files, and its errors for files that it does not accept.</summary>
public sealed class ImportVisibilityTests(SandboxFixture sandbox) : VisibilityFileTest(sandbox)
{
    private const string Cmdlet = "NanoGpt.Cmdlets.ImportNanoGptModelVisibilityCommand";

    [Fact]
    public void The_entries_of_the_file_are_merged_with_one_request()
    {
        Save("""{"visibleTextModels":{"openai/gpt-5.2":false,"gone":false,"other":true},"modelCategories":{"openai/gpt-5.2":"Mine","other":"Mine"}}""");
        File.WriteAllText(FilePath, Content);

        Assert.Equal(
            ["gone: visible: false -> true", $"{Known}: visible: false -> true, category: Mine -> General", $"{Other}: visible: not saved -> false"],
            Describe(Output("Import-NanoGptModelVisibility $path -PassThru")));

        AssertSaved("""
            {"visibleTextModels":{"openai/gpt-5.2":true,"openai/gpt-5.5":false,"gone":true,"other":true},"modelCategories":{"openai/gpt-5.2":"General","other":"Mine"}}
            """);
        Assert.Equal(1, SentCount);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Replace")]
    [InlineData("-WhatIf")]
    public void An_invalid_file_is_an_error_with_its_path_and_position_before_any_request(string option)
    {
        File.WriteAllText(FilePath, "{\n  \"format\": \"NanoGpt.ModelVisibility/2\"\n}");

        var error = Shell.Run($"Import-NanoGptModelVisibility $path {option}").TerminatingError!;

        Assert.Equal($"InvalidVisibilityFile,{Cmdlet}", error.FullyQualifiedErrorId);
        Assert.StartsWith($"{FilePath}, line 2, column 13: unsupported format", error.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(" No request was sent.", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public void A_file_that_is_too_large_is_not_read()
    {
        // A sparse file uses no disk space.
        using (var file = File.Create(FilePath)) file.SetLength(1L << 30);

        var error = Shell.Run("Import-NanoGptModelVisibility $path").TerminatingError!;

        Assert.Equal($"VisibilityFileTooLarge,{Cmdlet}", error.FullyQualifiedErrorId);
        Assert.StartsWith($"'{FilePath}' exceeds the limit of 64 MiB ", error.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(" Specify a file from Export-NanoGptModelVisibility.", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
    }
}
