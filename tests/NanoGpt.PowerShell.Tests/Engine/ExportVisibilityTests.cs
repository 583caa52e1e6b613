namespace NanoGpt.Tests.Engine;

/// <summary>Tests the files that Export-NanoGptModelVisibility writes.</summary>
public sealed class ExportVisibilityTests(SandboxFixture sandbox) : VisibilityFileTest(sandbox)
{
    private const string Cmdlet = "NanoGpt.Cmdlets.ExportNanoGptModelVisibilityCommand";

    [Fact]
    public void A_file_is_written_and_replaced_and_its_import_sends_nothing()
    {
        for (var run = 0; run < 2; run++)
        {
            Assert.Empty(Output("Export-NanoGptModelVisibility $path"));
            Assert.Equal(Content, File.ReadAllText(FilePath));
        }

        Assert.Equal(["visibility.json"], FileNames);
        Assert.Empty(Output("Import-NanoGptModelVisibility $path -PassThru; Import-NanoGptModelVisibility $path -Replace -PassThru"));
        Assert.Equal(0, SentCount);
    }

    [Fact]
    public void PassThru_returns_the_file() =>
        Assert.Equal(FilePath, Assert.IsType<FileInfo>(Assert.Single(Output("Export-NanoGptModelVisibility $path -PassThru")).BaseObject).FullName);

    [Fact]
    public void WhatIf_writes_no_file_and_sends_no_request()
    {
        Assert.Equal(
            $"What if: Performing the operation \"Export visibility preferences\" on target \"{FilePath}\".",
            Shell.Run("Export-NanoGptModelVisibility $path -WhatIf").Text.TrimEnd());
        Assert.Empty(FileNames);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public void Confirm_writes_no_file_if_the_user_declines()
    {
        Shell.Host.Answers.Enqueue(2);

        Output("Export-NanoGptModelVisibility $path -Confirm");

        Assert.Single(Shell.Host.Questions);
        Assert.Empty(FileNames);
    }

    [Fact]
    public void NoClobber_writes_only_a_new_file()
    {
        File.WriteAllText(FilePath, "old");

        var error = Shell.Run("Export-NanoGptModelVisibility $path -NoClobber").TerminatingError!;

        Assert.Equal($"FileExists,{Cmdlet}", error.FullyQualifiedErrorId);
        Assert.StartsWith($"The file '{FilePath}' exists, and -NoClobber is specified.", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(FilePath));
        Assert.Empty(Server.Requests);
        Output("Export-NanoGptModelVisibility \"$path.new\" -NoClobber");
        Assert.Equal(Content, File.ReadAllText(FilePath + ".new"));
    }

    [Fact]
    public void A_read_only_file_is_replaced_only_with_Force()
    {
        File.WriteAllText(FilePath, "old");
        File.SetAttributes(FilePath, FileAttributes.ReadOnly);
        try
        {
            var error = Shell.Run("Export-NanoGptModelVisibility $path").TerminatingError!;

            Assert.Equal($"FileReadOnly,{Cmdlet}", error.FullyQualifiedErrorId);
            Assert.StartsWith($"The file '{FilePath}' is read-only.", error.ToString(), StringComparison.Ordinal);
            Assert.EndsWith(" specify -Force.", error.ToString(), StringComparison.Ordinal);
            Assert.Equal("old", File.ReadAllText(FilePath));
            Output("Export-NanoGptModelVisibility $path -Force");
            Assert.Equal(Content, File.ReadAllText(FilePath));
        }
        finally
        {
            File.SetAttributes(FilePath, FileAttributes.Normal);
        }
    }

    [Theory]
    [InlineData("status=500")]
    [InlineData("html")]
    [InlineData("drop")]
    [InlineData("truncate=30")]
    public void A_failure_keeps_the_old_file_and_leaves_no_other(string fault)
    {
        File.WriteAllText(FilePath, "old");
        Connect(Shell, Fault(fault));

        Assert.NotNull(Shell.Run("Connect-NanoGpt -MaximumRetryCount 0; Export-NanoGptModelVisibility $path").TerminatingError);

        Assert.Equal("old", File.ReadAllText(FilePath));
        Assert.Equal(["visibility.json"], FileNames);
    }
}
