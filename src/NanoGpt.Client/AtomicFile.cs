using NanoGpt.Compatibility;

namespace NanoGpt;

/// <summary>Writes files that are either the old one or the new one, whatever happens in between, and never half of one.</summary>
public static class AtomicFile
{
    /// <summary>Writes a file, in place of the one that may be there.</summary>
    /// <param name="path">The file's full path. Where it is a symbolic link, the link's target is written.</param>
    /// <param name="content">All of its bytes.</param>
    /// <param name="force">Whether a read-only file is replaced; it is read-only again then.</param>
    /// <exception cref="UnauthorizedAccessException">It, or its folder, may not be written to.</exception>
    /// <exception cref="IOException">It could not be written. The old one is still there.</exception>
    public static void Write(string path, byte[] content, bool force = false)
    {
        var target = Platform.Target(path);
        var isReadOnly = IsReadOnly(target);
        if (isReadOnly && !force) throw new UnauthorizedAccessException($"'{path}' is read-only.");

        // In the same folder: only there is moving one file over another a single step.
        var draft = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                file.Write(content, 0, content.Length);
                file.Flush(flushToDisk: true);
            }
            if (File.Exists(target))
            {
                Platform.CopyPermissions(target, draft);
                if (isReadOnly) File.SetAttributes(target, File.GetAttributes(target) & ~FileAttributes.ReadOnly);
                File.Replace(draft, target, destinationBackupFileName: null);
                if (isReadOnly) File.SetAttributes(target, File.GetAttributes(target) | FileAttributes.ReadOnly);
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

    /// <summary>Whether there is a file that must not be written to.</summary>
    public static bool IsReadOnly(string path) => File.Exists(path) && (File.GetAttributes(path) & FileAttributes.ReadOnly) != 0;
}
