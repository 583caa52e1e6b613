using System.Management.Automation;

namespace NanoGpt;

/// <summary>Resolves a PowerShell path to a single file.</summary>
internal static class FilePaths
{
    /// <summary>The name of the parameter set with -Path.</summary>
    public const string PathSet = "Path";

    /// <summary>The name of the parameter set with -LiteralPath.</summary>
    public const string LiteralPathSet = "LiteralPath";

    private const string FileSystem = "FileSystem";

    /// <summary>Gets the full path of a file, which need not exist.</summary>
    /// <param name="cmdlet">The cmdlet whose location relative paths refer to.</param>
    /// <param name="path">The path.</param>
    /// <param name="isLiteral"><see langword="true"/> if the path contains no wildcards.</param>
    /// <exception cref="ConfigurationException">The path is not a single file on a file system drive.</exception>
    /// <exception cref="IOException">The path contains invalid characters.</exception>
    public static string Resolve(PSCmdlet cmdlet, string path, bool isLiteral)
    {
        try
        {
            var file = (isLiteral ? null : ResolveExisting(cmdlet, path)) ?? GetUnresolved(cmdlet, isLiteral ? path : WildcardPattern.Unescape(path));
            _ = Path.GetFullPath(file);
            return Directory.Exists(file) ? throw new ConfigurationException("PathIsFolder", $"'{path}' is a folder. Specify a file.") : file;
        }
        catch (Exception exception) when (exception is System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or PSInvalidOperationException or PSArgumentException)
        {
            throw new ConfigurationException("PathNotFound", exception.Message);
        }
        // .NET Framework validates the characters of a path itself. In other runtimes the file system does, with an IOException.
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw new IOException($"'{TerminalSanitizer.Sanitize(path)}' is not a valid path. {exception.Message}", exception);
        }
    }

    /// <returns>The path, or <see langword="null"/> if the file does not exist and the path has no wildcards.</returns>
    private static string? ResolveExisting(PSCmdlet cmdlet, string path)
    {
        try
        {
            var files = cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out var provider);
            if (provider.Name != FileSystem) throw CreateNotFileSystemException(path);
            return files.Count switch
            {
                1 => files[0],
                0 => throw new ConfigurationException("PathNotFound", $"No file matches the pattern '{path}'. To use the path without wildcards, specify -LiteralPath."),
                _ => throw new ConfigurationException("AmbiguousPath", $"'{path}' matches {files.Count} files. Specify a single file."),
            };
        }
        catch (ItemNotFoundException)
        {
            return null;
        }
    }

    private static string GetUnresolved(PSCmdlet cmdlet, string path)
    {
        var file = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        return provider.Name == FileSystem ? file : throw CreateNotFileSystemException(path);
    }

    private static ConfigurationException CreateNotFileSystemException(string path) => new("PathNotFileSystem", $"'{path}' is not on a file system drive. Specify a file.");
}
