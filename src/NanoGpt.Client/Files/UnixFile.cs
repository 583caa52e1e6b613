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

    /// <summary>What a path or handle refers to. Two equal values are the same file.</summary>
    internal readonly record struct Status(ushort Mode, uint UserId, uint GroupId, ulong Device, ulong Inode)
    {
        private const int Type = 0xF000, RegularFile = 0x8000, Directory = 0x4000; // S_IFMT, S_IFREG, S_IFDIR

        public bool IsRegularFile => (Mode & Type) == RegularFile;

        public bool IsDirectory => (Mode & Type) == Directory;

        /// <summary>The mode without the type of the file.</summary>
        public uint Permissions => Mode & ~(uint)Type;
    }

    /// <summary>The status of what is at a path. Null: nothing is.</summary>
    /// <param name="path">The path.</param>
    /// <param name="followLinks">Whether the status of a symbolic link is that of its target.</param>
    /// <exception cref="IOException">The status cannot be determined.</exception>
    public static Status? GetStatus(string path, bool followLinks = false)
    {
        var buffer = new byte[256];
        var result = (IsLinux, followLinks, HasInode64Names) switch
        {
            (true, _, _) => Statx(AtCurrentDirectory, Native(path), followLinks ? 0 : AtNoFollow, BasicStatistics, buffer),
            (_, true, true) => StatInode64(Native(path), buffer),
            (_, true, _) => Stat(Native(path), buffer),
            (_, _, true) => LStatInode64(Native(path), buffer),
            _ => LStat(Native(path), buffer),
        };
        if (result == 0) return ToStatus(buffer);
        return Marshal.GetLastWin32Error() is var error && error is NotFound or NotADirectory ? null : throw Failure(error);
    }

    /// <summary>The status of an open file.</summary>
    /// <exception cref="IOException">The status cannot be determined.</exception>
    public static Status GetStatus(SafeFileHandle file)
    {
        var buffer = new byte[256];
        var result = IsLinux ? StatxOfFile(file, Native(""), AtEmptyPath, BasicStatistics, buffer)
            : HasInode64Names ? FStatInode64(file, buffer)
            : FStat(file, buffer);
        return result == 0 ? ToStatus(buffer) : throw Failure(Marshal.GetLastWin32Error());
    }

    /// <summary>Opens a file that exists. It never waits, whatever kind of file it is.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="access">What it is opened for.</param>
    /// <param name="isDenied">Whether this user has no such access to it.</param>
    /// <returns>Null if it does not exist, or access is denied.</returns>
    /// <exception cref="IOException">It cannot be opened for another reason.</exception>
    public static SafeFileHandle? TryOpen(string path, FileAccess access, out bool isDenied)
    {
        const int readWrite = 2; // O_RDWR
        var doNotWaitNorInherit = IsLinux ? 0x800 | 0x80000 : 0x4 | 0x1000000; // O_NONBLOCK | O_CLOEXEC
        var handle = Open(Native(path), doNotWaitNorInherit | (access == FileAccess.Read ? 0 : readWrite));
        var error = handle.IsInvalid ? Marshal.GetLastWin32Error() : 0;
        isDenied = error is PermissionDenied or ReadOnlyFileSystem;
        if (error == 0) return handle;
        handle.Dispose();
        return isDenied || error == NotFound ? null : throw Failure(error);
    }

    /// <summary>Locks an open file for this handle alone, until it is closed.</summary>
    /// <returns>False if another handle has the lock.</returns>
    /// <exception cref="IOException">The file system has no locks.</exception>
    public static bool TryLock(SafeFileHandle file)
    {
        const int exclusive = 2, doNotWait = 4; // LOCK_EX, LOCK_NB
        var isHeld = IsLinux ? 11 : 35; // EWOULDBLOCK
        if (FLock(file, exclusive | doNotWait) == 0) return true;
        return Marshal.GetLastWin32Error() is var error && error == isHeld ? false : throw Failure(error);
    }

    /// <summary>Lets every user read and write a file, whatever mode this process creates its files with.</summary>
    /// <exception cref="IOException">The mode cannot be changed.</exception>
    public static void AllowAllUsers(string path)
    {
        const uint readWriteForAll = 0x1B6; // 0666
        SetPermissions(path, readWriteForAll);
    }

    /// <summary>Gives a file the permissions of another.</summary>
    /// <exception cref="IOException">They cannot be changed.</exception>
    public static void SetPermissions(string path, uint permissions)
    {
        if (ChMod(Native(path), permissions) != 0) throw Failure(Marshal.GetLastWin32Error());
    }

    /// <summary>Gives a file to another user or group. False: it cannot be given, usually because this user may not.</summary>
    public static bool TrySetOwner(string path, uint userId, uint groupId) => ChOwn(Native(path), userId, groupId) == 0;

    /// <summary>Renames a file, in one step. If a file is at the new path, it is replaced.</summary>
    /// <exception cref="IOException">It cannot be renamed.</exception>
    public static void Rename(string path, string newPath)
    {
        if (RenameFile(Native(path), Native(newPath)) != 0)
            throw new IOException($"Cannot rename '{path}' to '{newPath}'. {Failure(Marshal.GetLastWin32Error()).Message}");
    }

    /// <summary>Gives a file a second path, in one step. If something is at that path, it stays.</summary>
    /// <returns>False if something is at that path.</returns>
    /// <exception cref="IOException">The file system has no hard links, or this user may not make one.</exception>
    public static bool LinkIfAbsent(string path, string secondPath)
    {
        if (Link(Native(path), Native(secondPath)) == 0) return true;
        return Marshal.GetLastWin32Error() is var error && error == AlreadyExists ? false : throw Failure(error);
    }

    private static IOException Failure(int error) => new($"The operating system reported error {error}.");

    private static byte[] Native(string path) => Encoding.UTF8.GetBytes(path + '\0');

    // The structures are part of the systems' binary interfaces, struct statx on all architectures alike.
    private static Status ToStatus(byte[] buffer) => IsLinux
        ? new(
            BitConverter.ToUInt16(buffer, 28), BitConverter.ToUInt32(buffer, 20), BitConverter.ToUInt32(buffer, 24),
            BitConverter.ToUInt64(buffer, 136), BitConverter.ToUInt64(buffer, 32))
        : new(
            BitConverter.ToUInt16(buffer, 4), BitConverter.ToUInt32(buffer, 16), BitConverter.ToUInt32(buffer, 20),
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
