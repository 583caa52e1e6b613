namespace NanoGpt.Locking;

/// <summary>
/// The file of an <see cref="InterProcessLock"/>. This class and <see cref="UnixFile"/> contain the platform differences.
/// </summary>
internal static class LockFile
{
    private const string Name = "NanoGpt.lock";
    private const int SharingViolation = unchecked((int)0x80070020);
    private const int LockViolation = unchecked((int)0x80070021);

    private static readonly bool IsWindows = Environment.OSVersion.Platform == PlatformID.Win32NT;

    // Mono, which replaces .NET Framework in tests, cannot create a stream from a handle that it did not open.
    private static readonly bool UsesUnixFunctions = !IsWindows && Type.GetType("Mono.Runtime") is null;

    /// <summary>
    /// Gets the path of the lock file, which all users of this machine share. Temporary folders are not shared.
    /// </summary>
    public static string DefaultPath { get; } = Path.Combine(
        IsWindows ? Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData) : "/tmp", Name);

    /// <summary>Opens and locks the file, and creates it if it does not exist.</summary>
    /// <returns>
    /// The open file; <see langword="null"/> if another process or thread holds the lock, or has just removed or replaced the file.
    /// </returns>
    /// <exception cref="IOException">The file cannot be created or opened. The message says why.</exception>
    /// <exception cref="UnauthorizedAccessException">This user is not permitted to create or open the file.</exception>
    public static FileStream? TryOpen(string path) => UsesUnixFunctions ? TryOpenOnUnix(path) : TryOpenOnWindows(path);

    /// <summary>Determines whether an open file is still the file at the path. Windows does not remove open files.</summary>
    public static bool IsCurrent(FileStream file, string path) =>
        !UsesUnixFunctions || (UnixFile.GetStatus(file.SafeFileHandle) is { IsRegularFile: true } status && status == UnixFile.GetStatus(path));

    private static FileStream? TryOpenOnWindows(string path)
    {
        try
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            }
            catch (UnauthorizedAccessException) when (File.Exists(path))
            {
                // Another user created the file. Read access is sufficient for the lock.
                return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None, bufferSize: 1);
            }
        }
        catch (IOException held) when (held.HResult is SharingViolation or LockViolation)
        {
            return null;
        }
    }

    // .NET's own file locks are not used: DOTNET_SYSTEM_IO_DISABLEFILELOCKING turns them off.
    private static FileStream? TryOpenOnUnix(string path)
    {
        if (UnixFile.GetStatus(path) is null) CreateOnUnix(path);
        if (UnixFile.GetStatus(path) is not { } status) return null;
        // Checked before it is opened: opening a device can have effects.
        if (!status.IsRegularFile) throw CreateException(status, "It is not a regular file.");
        if (OpenOnUnix(path, status) is not { } file) return null;
        // A lock on a file that is no longer at the path has no effect.
        if (UnixFile.TryLock(file.SafeFileHandle) && IsCurrent(file, path)) return file;
        file.Dispose();
        return null;
    }

    /// <returns>The open file; <see langword="null"/> if it no longer exists.</returns>
    private static FileStream? OpenOnUnix(string path, UnixFile.Status status)
    {
        // Read access is sufficient for the lock, and may be the only access that is allowed.
        foreach (var access in new[] { FileAccess.ReadWrite, FileAccess.Read })
        {
            if (UnixFile.TryOpen(path, access, out var isDenied) is { } handle)
            {
                // With a second hard link, it may be a document of this user that another user has linked here: do not write to it.
                if (access == FileAccess.Read || UnixFile.GetStatus(handle).LinkCount == 1) return new FileStream(handle, access, bufferSize: 1);
                handle.Dispose();
            }
            else if (!isDenied)
            {
                return null;
            }
        }
        throw CreateException(status, "This user may not open it.");
    }

    /// <summary>
    /// Creates the file with its final mode in one step. A process that is killed in the middle of this must not leave a file
    /// that other users cannot open.
    /// </summary>
    private static void CreateOnUnix(string path)
    {
        var draft = $"{path}-{Guid.NewGuid():N}.tmp";
        try
        {
            new FileStream(draft, FileMode.CreateNew, FileAccess.Write).Dispose();
            UnixFile.AllowAllUsers(draft);
            UnixFile.LinkIfAbsent(draft, path);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private static IOException CreateException(UnixFile.Status status, string reason) =>
        new($"{reason} Its owner (user id {status.UserId}) or an administrator can remove it.");
}
