using System.Management.Automation;

namespace NanoGpt.Cmdlets;

/// <summary>Import-NanoGptModelVisibility: saves the visibility preferences that are in a file.</summary>
[Cmdlet(VerbsData.Import, "NanoGptModelVisibility", DefaultParameterSetName = PathSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ModelVisibilityChange))]
public sealed class ImportNanoGptModelVisibilityCommand : VisibilityChangeCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    /// <summary>The file, from Export-NanoGptModelVisibility.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string? Path { get; set; }

    /// <summary>The file, in whose name no character is a wildcard.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet)]
    [ValidateNotNullOrEmpty]
    [Alias("PSPath")]
    public string? LiteralPath { get; set; }

    /// <summary>Takes away what is saved and not in the file, so that the account is as the file is.</summary>
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
            catch (FormatException invalid)
            {
                throw new ConfigurationException("InvalidVisibilityFile", $"{path}, {invalid.Message} Nothing was read from NanoGPT, and nothing sent.");
            }
        }
        catch (ConfigurationException unusable)
        {
            ThrowTerminatingError(ErrorRecords.From(unusable));
            throw;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(new ErrorRecord(failed, "FileNotRead", ErrorCategory.ReadError, Path ?? LiteralPath));
            throw;
        }
    }

    private byte[] ReadBytes(string path)
    {
        if (RegularFile.IsDevice(path))
            throw new ConfigurationException("PathNotFile", $"'{path}' is a device or a pipe, and only files are read.");
        return Wait(RegularFile.ReadAsync(path, VisibilityFile.MaxLength, CancellationToken))
            ?? throw new ConfigurationException("VisibilityFileTooLarge", $"'{path}' is longer than {VisibilityFile.MaxLength / (1024 * 1024)} MiB, the limit for such files. Is it a file from Export-NanoGptModelVisibility?");
    }
}
