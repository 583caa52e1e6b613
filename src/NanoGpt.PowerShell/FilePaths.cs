using System.Collections.ObjectModel;
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
    public static string Resolve(PSCmdlet cmdlet, string path, bool isLiteral)
    {
        try
        {
            var files = isLiteral ? [] : Existing(cmdlet, path);
            if (files.Count > 1)
                throw new SettingException("AmbiguousPath", $"'{path}' means {files.Count} files, and it takes one.");
            var file = files.Count == 1
                ? files[0]
                : cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _) is var full && provider.Name == FileSystem
                    ? full
                    : throw NoFile(path);
            return Directory.Exists(file) ? throw new SettingException("PathIsFolder", $"'{path}' is a folder, and it takes a file.") : file;
        }
        catch (Exception unknown) when (unknown is System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or PSInvalidOperationException or PSArgumentException)
        {
            throw new SettingException("PathNotFound", unknown.Message);
        }
    }

    private static Collection<string> Existing(PSCmdlet cmdlet, string path)
    {
        try
        {
            var files = cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out var provider);
            return provider.Name == FileSystem ? files : throw NoFile(path);
        }
        catch (ItemNotFoundException)
        {
            return [];
        }
    }

    private static SettingException NoFile(string path) => new("PathNotFileSystem", $"'{path}' is not on a drive that has files.");
}
