using NanoGpt.Compatibility;

namespace NanoGpt;

/// <summary>Writes files that are either the old one or the new one, whatever happens in between, and never half of one.</summary>
public static class AtomicFile
{
    /// <summary>Writes a file, in place of the one that may be there.</summary>
    /// <param name="path">The file's full path. Where it is a symbolic link, the link's target is written.</param>
    /// <param name="content">All of its bytes.</param>
    /// <param name="force">Whether a read-only file is replaced; it is read-only again then.</param>
    /// <param name="noClobber">Whether no file is replaced, not even one that has come this very moment.</param>
    /// <exception cref="UnauthorizedAccessException">It, or its folder, may not be written to.</exception>
    /// <exception cref="IOException">It could not be written. The old one is still there.</exception>
    public static void Write(string path, byte[] content, bool force = false, bool noClobber = false)
    {
        var target = Target(path);
        var isReadOnly = IsReadOnly(target);
        if (isReadOnly && !force) throw new UnauthorizedAccessException($"'{path}' is read-only.");

        // In the same folder: only there is moving one file over another a single step. Its name is not made of the other's,
        // which may be as long as names can be.
        var draft = Path.Combine(Path.GetDirectoryName(target)!, $"{Guid.NewGuid():N}.tmp");
        try
        {
            using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                file.Write(content, 0, content.Length);
                file.Flush(flushToDisk: true);
            }
            if (File.Exists(target) && !noClobber)
            {
                Platform.CopyPermissions(target, draft);
                Replace(target, draft, isReadOnly);
            }
            else
            {
                File.Move(draft, target);
            }
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    /// <summary>The file that is written at a path: where it is a symbolic link, the link's target.</summary>
    /// <exception cref="IOException">The link leads in a circle.</exception>
    public static string Target(string path) => Platform.Target(path);

    /// <summary>Whether there is a file that must not be written to.</summary>
    public static bool IsReadOnly(string path) => File.Exists(path) && (File.GetAttributes(path) & FileAttributes.ReadOnly) != 0;

    private static void Replace(string target, string draft, bool isReadOnly)
    {
        if (isReadOnly) File.SetAttributes(target, File.GetAttributes(target) & ~FileAttributes.ReadOnly);
        try
        {
            File.Replace(draft, target, destinationBackupFileName: null);
        }
        finally
        {
            if (isReadOnly) File.SetAttributes(target, File.GetAttributes(target) | FileAttributes.ReadOnly);
        }
    }
}
