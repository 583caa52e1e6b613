using NanoGpt.Compatibility;
using NanoGpt.Locking;

namespace NanoGpt;

/// <summary>Writes files atomically: readers see either the old or the new content, even after a crash.</summary>
public static class AtomicFile
{
    // Other processes can create and remove the file between two steps.
    private const int MaxAttempts = 10;

    private static readonly bool IsWindows = Environment.OSVersion.Platform == PlatformID.Win32NT;

    /// <summary>Writes a file, and replaces an existing one.</summary>
    /// <param name="path">The file's full path. Where it is a symbolic link, the link's target is written.</param>
    /// <param name="content">The content.</param>
    /// <param name="force"><see langword="true"/> to replace a read-only file, which stays read-only.</param>
    /// <param name="noClobber"><see langword="true"/> to fail if the file exists, even if it was created at the same time.</param>
    /// <remarks>On Linux and macOS, a replaced file keeps its owner, group, and mode, as far as this user is permitted to set
    /// them.</remarks>
    /// <exception cref="UnauthorizedAccessException">The file is read-only, or this user is not permitted to write it.</exception>
    /// <exception cref="IOException">The file cannot be written. Either the old file still exists, or the message names the
    /// file with the new content.</exception>
    public static void Write(string path, byte[] content, bool force = false, bool noClobber = false)
    {
        var target = ResolveTarget(path);
        var isReadOnly = IsReadOnly(target);
        if (isReadOnly && !force) throw new UnauthorizedAccessException($"'{path}' is read-only.");

        Write(target, content, temporary =>
        {
            if (noClobber) MoveIfAbsent(temporary, target, content);
            else if (!IsWindows) UnixFile.Rename(temporary, target);
            else ReplaceOnWindows(temporary, target, isReadOnly);
        });
        TemporaryFile.DeleteStale(target);
    }

    /// <summary>Gets the file that is written for a path: the target of a symbolic link, or the path itself.</summary>
    /// <exception cref="IOException">The links are circular.</exception>
    public static string ResolveTarget(string path) => Platform.ResolveLinkTarget(path);

    /// <summary>Determines whether a file exists and is read-only.</summary>
    public static bool IsReadOnly(string path) => File.Exists(path) && (File.GetAttributes(path) & FileAttributes.ReadOnly) != 0;

    /// <summary>Writes a temporary file and moves it to the target.</summary>
    internal static void Write(string target, byte[] content, Action<string> move)
    {
        // In the same folder: moving a file is atomic only within a file system.
        var temporary = TemporaryFile.GetPath(target);
        var isReplacement = File.Exists(target);
        var isWritten = false;
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                // Before content is written that some users are not permitted to read.
                if (isReplacement && !IsWindows) KeepOwnerAndMode(target, temporary);
                file.Write(content, 0, content.Length);
                file.Flush(flushToDisk: true);
            }
            isWritten = true;
            move(temporary);
        }
        catch (Exception failed)
        {
            // Windows can fail to replace a file after it has removed it: the temporary file is then the only one.
            if (isWritten && isReplacement && !File.Exists(target))
                throw new IOException($"{failed.Message} '{target}' was removed. The new content is in '{temporary}'.", failed);
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Moves a file to a path if nothing is there.</summary>
    internal static void MoveIfAbsent(string temporary, string target, byte[] content, Func<string, string, bool>? link = null)
    {
        if (IsWindows)
        {
            File.Move(temporary, target);
            return;
        }
        // On Unix, File.Move checks first and then renames, which is not atomic.
        bool isLinked;
        try
        {
            isLinked = (link ?? UnixFile.LinkIfAbsent)(temporary, target);
        }
        catch (IOException)
        {
            // Without hard links, the file is not written atomically, but still replaces no other.
            Create(target, content);
            isLinked = true;
        }
        if (!isLinked) throw new IOException($"The file '{target}' already exists.");
        File.Delete(temporary);
    }

    /// <summary>Replaces a file, or creates it, while other processes may create or remove it.</summary>
    internal static void ReplaceOrMove(string temporary, string target, Action<string, string> replace)
    {
        for (var attempt = 1; ; attempt++)
        {
            var exists = File.Exists(target);
            try
            {
                if (exists) replace(temporary, target);
                else File.Move(temporary, target);
                return;
            }
            // Errors 1176 and 1177 of File.Replace mean that it has removed the file itself.
            catch (IOException) when (File.Exists(target) != exists && attempt < MaxAttempts)
            {
            }
        }
    }

    private static void Create(string path, byte[] content)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        try
        {
            file.Write(content, 0, content.Length);
            file.Flush(flushToDisk: true);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    private static void ReplaceOnWindows(string temporary, string target, bool isReadOnly)
    {
        if (isReadOnly) File.SetAttributes(target, File.GetAttributes(target) & ~FileAttributes.ReadOnly);
        try
        {
            ReplaceOrMove(temporary, target, static (source, destination) => File.Replace(source, destination, destinationBackupFileName: null));
        }
        finally
        {
            if (isReadOnly && File.Exists(target)) File.SetAttributes(target, File.GetAttributes(target) | FileAttributes.ReadOnly);
        }
    }

    private static void KeepOwnerAndMode(string target, string temporary)
    {
        const uint accessOfGroup = 0x38; // 0070
        if (UnixFile.GetStatus(target, followLinks: true) is not { } old || UnixFile.GetStatus(temporary) is not { } created) return;
        var isOwnerKept = (old.UserId, old.GroupId) == (created.UserId, created.GroupId) || UnixFile.TrySetOwner(temporary, old.UserId, old.GroupId);
        if (!isOwnerKept && old.UserId != created.UserId && IsReadOnly(target))
            throw new UnauthorizedAccessException($"'{target}' is read-only and belongs to another user (user id {old.UserId}).");
        var isGroupKept = isOwnerKept || UnixFile.TrySetOwner(temporary, created.UserId, old.GroupId);
        // The permissions of the old group must not apply to another group.
        UnixFile.SetPermissions(temporary, isGroupKept ? old.Permissions : old.Permissions & ~accessOfGroup);
    }
}
