namespace NanoGpt.Tests.Engine;

/// <summary>Tests that the paths of visibility files are resolved as PowerShell resolves them.</summary>
public sealed class VisibilityPathTests(SandboxFixture sandbox) : VisibilityFileTest(sandbox)
{
    [Theory]
    [InlineData("relative.json", "relative.json")]
    [InlineData("Files:\\drive.json", "drive.json")]
    [InlineData("\"$folder/absolute.json\"", "absolute.json")]
    [InlineData("-LiteralPath ./literal.json", "literal.json")]
    [InlineData("-LiteralPath 'a[1].json'", "a[1].json")]
    [InlineData("'a`[2`].json'", "a[2].json")]
    [InlineData("'old[1-3].json'", "old1.json")]
    public void A_file_is_written_to_a_path_of_PowerShell(string path, string name)
    {
        EnterDrive();
        File.WriteAllText(PathOf("old1.json"), "");

        Output($"Export-NanoGptModelVisibility {path}");

        Assert.Equal(Content, File.ReadAllText(PathOf(name)));
        Assert.Equal(new SortedSet<string?>(["old1.json", name], StringComparer.Ordinal), FileNames);
    }

    [Theory]
    [InlineData("relative.json")]
    [InlineData("rel*.json")]
    [InlineData("Files:\\relative.json")]
    [InlineData("-LiteralPath 'a[1].json'")]
    [InlineData("-LiteralPath \"$folder/relative.json\"")]
    public void A_file_is_read_from_a_path_of_PowerShell(string path)
    {
        EnterDrive();
        foreach (var name in (string[])["relative.json", "a[1].json"])
            File.WriteAllText(PathOf(name), Content.Replace("false", "true", StringComparison.Ordinal));

        Assert.Equal([$"{Other}: visible: false -> true"], Describe(Output($"Import-NanoGptModelVisibility {path} -PassThru")));
    }

    [Theory]
    [InlineData("\"$folder/*.json\"", "AmbiguousPath", "matches 2 files")]
    [InlineData("\"$folder/none*.json\"", "PathNotFound", "^No file matches the pattern.*none.*-LiteralPath")]
    [InlineData("$folder", "PathIsFolder", "is a folder")]
    [InlineData("\"$folder/none/visibility.json\"", "PathNotFound", "^The folder.*none.*does not exist")]
    [InlineData("nowhere:\\visibility.json", "PathNotFound", "nowhere")]
    [InlineData("\"$folder/null$([char] 0).json\"", "FileNotWritten", "is not a valid path")]
    [InlineData("env:VISIBILITY", "PathNotFileSystem", "not on a file system drive")]
    public void A_path_that_cannot_be_written_is_an_error_before_any_request(string path, string id, string message)
    {
        File.WriteAllText(PathOf("one.json"), "");
        File.WriteAllText(PathOf("two.json"), "");

        var error = Shell.Run($"Export-NanoGptModelVisibility {path}").TerminatingError!;

        Assert.Equal($"{id},NanoGpt.Cmdlets.ExportNanoGptModelVisibilityCommand", error.FullyQualifiedErrorId);
        Assert.Matches(message, error.ToString());
        Assert.Empty(Server.Requests);
    }

    [Theory]
    [InlineData("\"$folder/none.json\"", "FileNotRead")]
    [InlineData("\"$folder/none*.json\"", "PathNotFound")]
    [InlineData("-LiteralPath \"$folder/*.json\"", "FileNotRead")]
    [InlineData("$folder", "PathIsFolder")]
    [InlineData("nowhere:\\visibility.json", "PathNotFound")]
    [InlineData("\"$folder/null$([char] 0).json\"", "FileNotRead")]
    [InlineData("-LiteralPath \"$folder/null$([char] 0).json\"", "FileNotRead")]
    [InlineData("variable:PWD", "PathNotFileSystem")]
    public void A_path_that_cannot_be_read_is_an_error_before_any_request(string path, string id)
    {
        File.WriteAllText(FilePath, Content);

        var error = Shell.Run($"Import-NanoGptModelVisibility {path}").TerminatingError!;

        Assert.Equal($"{id},NanoGpt.Cmdlets.ImportNanoGptModelVisibilityCommand", error.FullyQualifiedErrorId);
        Assert.Empty(Server.Requests);
    }

    /// <summary>Makes the folder the root of a drive and the current location. The engine has no New-PSDrive and Set-Location.</summary>
    private void EnterDrive() => Output("""
        $state = $ExecutionContext.SessionState
        $null = $state.Drive.New([Management.Automation.PSDriveInfo]::new('Files', $state.Provider.GetOne('FileSystem'), $folder, '', $null), 'Global')
        $null = $state.Path.SetLocation('Files:\')
        """);
}
