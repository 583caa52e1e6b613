using System.Management.Automation;

namespace NanoGpt.Cmdlets;

/// <summary>Export-NanoGptModelVisibility: writes the visibility preferences to a file.</summary>
[Cmdlet(VerbsData.Export, "NanoGptModelVisibility", DefaultParameterSetName = FilePaths.PathSet, SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportNanoGptModelVisibilityCommand : VisibilityCmdlet
{
    /// <summary>Gets or sets the path of the file. An existing file is replaced.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = FilePaths.PathSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string? Path { get; set; }

    /// <summary>Gets or sets the path of the file, without wildcards.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FilePaths.LiteralPathSet)]
    [ValidateNotNullOrEmpty]
    [Alias("PSPath")]
    public string? LiteralPath { get; set; }

    /// <summary>Gets or sets a value that indicates whether to replace a read-only file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gets or sets a value that indicates whether to keep an existing file.</summary>
    [Parameter]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Gets or sets a value that indicates whether to return the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        try
        {
            var path = FilePaths.Resolve(this, Path ?? LiteralPath!, isLiteral: LiteralPath is not null);
            if (RegularFile.IsDevice(path))
                throw new ConfigurationException("PathNotFile", $"'{path}' is a device or a pipe, which a file cannot replace. Specify a file.");
            if (NoClobber && File.Exists(path))
                throw CreateFileExistsException(path);
            if (!Force && AtomicFile.IsReadOnly(path))
                throw new ConfigurationException("FileReadOnly", $"The file '{path}' is read-only. To replace it, specify -Force.");
            if (System.IO.Path.GetDirectoryName(path) is { Length: > 0 } folder && !Directory.Exists(folder))
                throw new ConfigurationException("PathNotFound", $"The folder '{folder}' does not exist. Create it, or specify another path.");

            var session = ResolveSessionWithCookie();
            if (!ShouldProcess(path, "Export visibility preferences")) return;
            Write(path, VisibilityFile.Write(GetPreferences(session)));
            if (PassThru) WriteObject(new FileInfo(path));
        }
        catch (Exception exception) when (exception is ConfigurationException or IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(ErrorRecords.FileNotWritten(exception, Path ?? LiteralPath!));
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
            throw CreateFileExistsException(path);
        }
    }

    private static ConfigurationException CreateFileExistsException(string path) =>
        new("FileExists", $"The file '{path}' exists, and -NoClobber is specified. Specify another path, or omit -NoClobber.");
}
