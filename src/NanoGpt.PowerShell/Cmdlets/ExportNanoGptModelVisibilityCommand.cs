using System.Management.Automation;

namespace NanoGpt.Cmdlets;

/// <summary>Export-NanoGptModelVisibility: the visibility preferences as a file to be reviewed and kept.</summary>
[Cmdlet(VerbsData.Export, "NanoGptModelVisibility", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportNanoGptModelVisibilityCommand : VisibilityCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    /// <summary>The file; one that is there is replaced.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string? Path { get; set; }

    /// <summary>The file, in whose name no character is a wildcard.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet)]
    [ValidateNotNullOrEmpty]
    [Alias("PSPath")]
    public string? LiteralPath { get; set; }

    /// <summary>Replaces a file that is read-only too.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Replaces no file.</summary>
    [Parameter]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Gives the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        try
        {
            var path = FilePaths.Resolve(this, Path ?? LiteralPath!, isLiteral: LiteralPath is not null);
            if (RegularFile.IsDevice(path))
                throw new ConfigurationException("PathNotFile", $"'{path}' is a device or a pipe, and no file may take its place.");
            if (NoClobber && File.Exists(path))
                throw FileExists(path);
            if (!Force && AtomicFile.IsReadOnly(path))
                throw new ConfigurationException("FileReadOnly", $"The file '{path}' is read-only. -Force replaces it all the same.");
            if (System.IO.Path.GetDirectoryName(path) is { Length: > 0 } folder && !Directory.Exists(folder))
                throw new ConfigurationException("PathNotFound", $"There is no folder '{folder}'.");

            var session = ResolveSessionWithCookie();
            if (!ShouldProcess(path, "Export visibility preferences")) return;
            Write(path, VisibilityFile.Write(GetPreferences(session)));
            if (PassThru) WriteObject(new FileInfo(path));
        }
        catch (ConfigurationException unusable)
        {
            ThrowTerminatingError(ErrorRecords.From(unusable));
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(new ErrorRecord(failed, "FileNotWritten", ErrorCategory.WriteError, Path ?? LiteralPath));
        }
    }

    private void Write(string path, byte[] content)
    {
        try
        {
            AtomicFile.Write(path, content, Force, NoClobber);
        }
        catch (IOException) when (NoClobber && File.Exists(path))
        {
            throw FileExists(path);
        }
    }

    private static ConfigurationException FileExists(string path) =>
        new("FileExists", $"There is a file '{path}', and -NoClobber leaves it as it is.");
}
