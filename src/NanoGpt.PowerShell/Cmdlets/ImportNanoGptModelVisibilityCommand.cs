using System.Management.Automation;

namespace NanoGpt.Cmdlets;

/// <summary>Import-NanoGptModelVisibility: saves the visibility preferences of a file.</summary>
[Cmdlet(VerbsData.Import, "NanoGptModelVisibility", DefaultParameterSetName = FilePaths.PathSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ModelVisibilityChange))]
public sealed class ImportNanoGptModelVisibilityCommand : VisibilityChangeCmdlet
{
    /// <summary>Gets or sets the path of the file from Export-NanoGptModelVisibility.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = FilePaths.PathSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string? Path { get; set; }

    /// <summary>Gets or sets the path of the file, without wildcards.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FilePaths.LiteralPathSet)]
    [ValidateNotNullOrEmpty]
    [Alias("PSPath")]
    public string? LiteralPath { get; set; }

    /// <summary>Gets or sets a value that indicates whether to remove saved preferences that the file does not contain.</summary>
    [Parameter]
    public SwitchParameter Replace { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var entries = ReadFile();
        ApplyPlan(saved => Replace ? saved.PlanReplace(entries) : saved.PlanMerge(entries));
    }

    private IReadOnlyList<ModelVisibility> ReadFile()
    {
        try
        {
            var path = FilePaths.Resolve(this, Path ?? LiteralPath!, isLiteral: LiteralPath is not null);
            try
            {
                return VisibilityFile.Read(ReadBytes(path));
            }
            catch (FormatException exception)
            {
                throw new ConfigurationException("InvalidVisibilityFile", $"{path}, {exception.Message} No request was sent.");
            }
        }
        catch (Exception exception) when (exception is ConfigurationException or IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(ErrorRecords.FileNotRead(exception, Path ?? LiteralPath!));
            throw;
        }
    }

    private byte[] ReadBytes(string path)
    {
        if (RegularFile.IsDevice(path))
            throw new ConfigurationException("PathNotFile", $"'{path}' is a device or a pipe. Specify a file.");
        return Wait(RegularFile.ReadAsync(path, VisibilityFile.MaxLength, CancellationToken))
            ?? throw new ConfigurationException("VisibilityFileTooLarge", $"'{path}' exceeds the limit of {VisibilityFile.MaxLength / (1024 * 1024)} MiB for visibility files. Specify a file from Export-NanoGptModelVisibility.");
    }
}
