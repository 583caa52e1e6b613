using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace NanoGpt.Locking;

/// <summary>The file functions of Linux and macOS that .NET Standard 2.0 does not offer.</summary>
internal static class UnixFile
{
    private const int NotFound = 2; // ENOENT
    private const int PermissionDenied = 13; // EACCES
    private const int AlreadyExists = 17; // EEXIST
    private const int NotADirectory = 20; // ENOTDIR
    private const int ReadOnlyFileSystem = 30; // EROFS

    private static readonly bool IsLinux = RuntimeInformation.IsOSPlatform(OSPlatform.Linux);
    private static readonly bool HasInode64Names = !IsLinux && RuntimeInformation.ProcessArchitecture == Architecture.X64;

    /// <summary>The status of a file. Two equal values refer to the same file.</summary>
    internal readonly record struct Status(ushort Mode, uint LinkCount, uint UserId, uint GroupId, ulong Device, ulong Inode)
    {
        private const int Type = 0xF000, RegularFile = 0x8000, Directory = 0x4000; // S_IFMT, S_IFREG, S_IFDIR

        public bool IsRegularFile => (Mode & Type) == RegularFile;

        public bool IsDirectory => (Mode & Type) == Directory;

        /// <summary>Gets the mode without the file type.</summary>
        public uint Permissions => Mode & ~(uint)Type;
    }

    /// <summary>Gets the status of a path; <see langword="null"/> if it does not exist.</summary>
    /// <param name="path">The path.</param>
    /// <param name="followLinks"><see langword="true"/> to get the status of the target of a symbolic link.</param>
    /// <exception cref="IOException">The status cannot be determined.</exception>
    public static Status? GetStatus(string path, bool followLinks = false)
    {
        var buffer = new byte[256];
        var result = (IsLinux, followLinks, HasInode64Names) switch
        {
            (true, _, _) => CallStatx(() => Statx(AtCurrentDirectory, ToNativePath(path), followLinks ? 0 : AtNoFollow, BasicStatistics, buffer)),
            (_, true, true) => StatInode64(ToNativePath(path), buffer),
            (_, true, _) => Stat(ToNativePath(path), buffer),
            (_, _, true) => LStatInode64(ToNativePath(path), buffer),
            _ => LStat(ToNativePath(path), buffer),
        };
        if (result == 0) return ToStatus(buffer);
        return Marshal.GetLastWin32Error() is var error && error is NotFound or NotADirectory ? null : throw CreateException(error);
    }

    /// <summary>Gets the status of an open file.</summary>
    /// <exception cref="IOException">The status cannot be determined.</exception>
    public static Status GetStatus(SafeFileHandle file)
    {
        var buffer = new byte[256];
        var result = IsLinux ? CallStatx(() => StatxOfFile(file, ToNativePath(""), AtEmptyPath, BasicStatistics, buffer))
            : HasInode64Names ? FStatInode64(file, buffer)
            : FStat(file, buffer);
        return result == 0 ? ToStatus(buffer) : throw CreateException(Marshal.GetLastWin32Error());
    }

    /// <summary>Opens an existing file of any type without waiting.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="access">The access to request.</param>
    /// <param name="isDenied"><see langword="true"/> if this user does not have the access.</param>
    /// <returns>The handle; <see langword="null"/> if the file does not exist or access is denied.</returns>
    /// <exception cref="IOException">The file cannot be opened for another reason.</exception>
    public static SafeFileHandle? TryOpen(string path, FileAccess access, out bool isDenied)
    {
        const int readWrite = 2; // O_RDWR
        var doNotWaitNorInherit = IsLinux ? 0x800 | 0x80000 : 0x4 | 0x1000000; // O_NONBLOCK | O_CLOEXEC
        var handle = Open(ToNativePath(path), doNotWaitNorInherit | (access == FileAccess.Read ? 0 : readWrite));
        var error = handle.IsInvalid ? Marshal.GetLastWin32Error() : 0;
        isDenied = error is PermissionDenied or ReadOnlyFileSystem;
        if (error == 0) return handle;
        handle.Dispose();
        return isDenied || error == NotFound ? null : throw CreateException(error);
    }

    /// <summary>Locks an open file exclusively until the handle is closed.</summary>
    /// <returns><see langword="false"/> if another handle has the lock.</returns>
    /// <exception cref="IOException">The file system does not support locks.</exception>
    public static bool TryLock(SafeFileHandle file)
    {
        const int exclusive = 2, doNotWait = 4; // LOCK_EX, LOCK_NB
        var isHeld = IsLinux ? 11 : 35; // EWOULDBLOCK
        if (FLock(file, exclusive | doNotWait) == 0) return true;
        return Marshal.GetLastWin32Error() is var error && error == isHeld ? false : throw CreateException(error);
    }

    /// <summary>Lets all users read and write a file, regardless of the umask of the process.</summary>
    /// <exception cref="IOException">The mode cannot be changed.</exception>
    public static void AllowAllUsers(string path)
    {
        const uint readWriteForAll = 0x1B6; // 0666
        SetPermissions(path, readWriteForAll);
    }

    /// <summary>Sets the permissions of a file.</summary>
    /// <exception cref="IOException">The permissions cannot be changed.</exception>
    public static void SetPermissions(string path, uint permissions)
    {
        if (ChMod(ToNativePath(path), permissions) != 0) throw CreateException(Marshal.GetLastWin32Error());
    }

    /// <summary>Sets the owner and group of a file; <see langword="false"/> if this fails, usually because this user may not.</summary>
    public static bool TrySetOwner(string path, uint userId, uint groupId) => ChOwn(ToNativePath(path), userId, groupId) == 0;

    /// <summary>Renames a file atomically, and replaces a file at the new path.</summary>
    /// <exception cref="IOException">The file cannot be renamed.</exception>
    public static void Rename(string path, string newPath)
    {
        if (RenameFile(ToNativePath(path), ToNativePath(newPath)) != 0)
            throw new IOException($"Cannot rename '{path}' to '{newPath}'. {CreateException(Marshal.GetLastWin32Error()).Message}");
    }

    /// <summary>Creates a hard link atomically, unless the second path exists.</summary>
    /// <returns><see langword="false"/> if the second path exists.</returns>
    /// <exception cref="IOException">The file system does not support hard links, or this user may not create one.</exception>
    public static bool LinkIfAbsent(string path, string secondPath)
    {
        if (Link(ToNativePath(path), ToNativePath(secondPath)) == 0) return true;
        return Marshal.GetLastWin32Error() is var error && error == AlreadyExists ? false : throw CreateException(error);
    }

    /// <exception cref="IOException">The C library does not have the function, as musl before 1.2.5.</exception>
    private static int CallStatx(Func<int> call)
    {
        try
        {
            return call();
        }
        catch (EntryPointNotFoundException)
        {
            throw new IOException("The C library of this system does not have the function statx. Update the system; on Alpine Linux, version 3.20 (musl 1.2.5) or later is required.");
        }
    }

    private static IOException CreateException(int error) => new($"The operating system reported error {error}.");

    private static byte[] ToNativePath(string path) => Encoding.UTF8.GetBytes(path + '\0');

    // The layout of the structures is stable. That of struct statx is the same on all architectures.
    private static Status ToStatus(byte[] buffer) => IsLinux
        ? new(
            BitConverter.ToUInt16(buffer, 28), BitConverter.ToUInt32(buffer, 16), BitConverter.ToUInt32(buffer, 20), BitConverter.ToUInt32(buffer, 24),
            BitConverter.ToUInt64(buffer, 136), BitConverter.ToUInt64(buffer, 32))
        : new(
            BitConverter.ToUInt16(buffer, 4), BitConverter.ToUInt16(buffer, 6), BitConverter.ToUInt32(buffer, 16), BitConverter.ToUInt32(buffer, 20),
            BitConverter.ToUInt32(buffer, 0), BitConverter.ToUInt64(buffer, 8));

    private const int AtCurrentDirectory = -100, AtNoFollow = 0x100, AtEmptyPath = 0x1000;
    private const uint BasicStatistics = 0x7FF;

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static extern int Statx(int directory, byte[] path, int flags, uint mask, byte[] buffer);

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static extern int StatxOfFile(SafeFileHandle file, byte[] path, int flags, uint mask, byte[] buffer);

    [DllImport("libc", EntryPoint = "stat", SetLastError = true)]
    private static extern int Stat(byte[] path, byte[] buffer);

    [DllImport("libc", EntryPoint = "stat$INODE64", SetLastError = true)]
    private static extern int StatInode64(byte[] path, byte[] buffer);

    [DllImport("libc", EntryPoint = "lstat", SetLastError = true)]
    private static extern int LStat(byte[] path, byte[] buffer);

    [DllImport("libc", EntryPoint = "lstat$INODE64", SetLastError = true)]
    private static extern int LStatInode64(byte[] path, byte[] buffer);

    [DllImport("libc", EntryPoint = "fstat", SetLastError = true)]
    private static extern int FStat(SafeFileHandle file, byte[] buffer);

    [DllImport("libc", EntryPoint = "fstat$INODE64", SetLastError = true)]
    private static extern int FStatInode64(SafeFileHandle file, byte[] buffer);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern SafeFileHandle Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static extern int FLock(SafeFileHandle file, int operation);

    [DllImport("libc", EntryPoint = "chmod", SetLastError = true)]
    private static extern int ChMod(byte[] path, uint mode);

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    private static extern int Link(byte[] path, byte[] secondPath);

    [DllImport("libc", EntryPoint = "rename", SetLastError = true)]
    private static extern int RenameFile(byte[] path, byte[] newPath);

    [DllImport("libc", EntryPoint = "chown", SetLastError = true)]
    private static extern int ChOwn(byte[] path, uint userId, uint groupId);
}
