using System.Management.Automation;

namespace NanoGpt;

/// <summary>Finds the one file that a path of PowerShell's means.</summary>
internal static class FilePaths
{
    private const string FileSystem = "FileSystem";

    /// <summary>The file's full path, whether there is such a file or not.</summary>
    /// <param name="cmdlet">The cmdlet whose location counts.</param>
    /// <param name="path">What it was given.</param>
    /// <param name="isLiteral">Whether characters that wildcards are made of stand for themselves.</param>
    /// <exception cref="ConfigurationException">It is not one file on a drive that has files.</exception>
    /// <exception cref="IOException">A file cannot have this name.</exception>
    public static string Resolve(PSCmdlet cmdlet, string path, bool isLiteral)
    {
        try
        {
            var file = (isLiteral ? null : ResolveExisting(cmdlet, path)) ?? GetUnresolved(cmdlet, isLiteral ? path : WildcardPattern.Unescape(path));
            _ = Path.GetFullPath(file);
            return Directory.Exists(file) ? throw new ConfigurationException("PathIsFolder", $"'{path}' is a folder, and it takes a file.") : file;
        }
        catch (Exception unknown) when (unknown is System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or PSInvalidOperationException or PSArgumentException)
        {
            throw new ConfigurationException("PathNotFound", unknown.Message);
        }
        // .NET Framework checks the characters of a path itself; elsewhere the file system does, with this exception.
        catch (Exception invalid) when (invalid is ArgumentException or NotSupportedException)
        {
            throw new IOException($"'{TerminalSanitizer.Sanitize(path)}' is not a valid path. {invalid.Message}", invalid);
        }
    }

    /// <returns>Null when there is no such file, and the path is no pattern.</returns>
    private static string? ResolveExisting(PSCmdlet cmdlet, string path)
    {
        try
        {
            var files = cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out var provider);
            if (provider.Name != FileSystem) throw CreateNotFileSystemException(path);
            return files.Count switch
            {
                1 => files[0],
                0 => throw new ConfigurationException("PathNotFound", $"'{path}' is a pattern, and there is no file that it matches. -LiteralPath takes it as a name."),
                _ => throw new ConfigurationException("AmbiguousPath", $"'{path}' means {files.Count} files, and it takes one."),
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

    private static ConfigurationException CreateNotFileSystemException(string path) => new("PathNotFileSystem", $"'{path}' is not on a drive that has files.");
}
