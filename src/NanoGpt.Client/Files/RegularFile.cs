using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using NanoGpt.Locking;

namespace NanoGpt;

/// <summary>Reads regular files. Reading a device, a pipe or a socket may never end.</summary>
public static class RegularFile
{
    private const int ChunkLength = 64 * 1024;
    private const uint Disk = 1; // FILE_TYPE_DISK

    private static readonly bool IsWindows = Environment.OSVersion.Platform == PlatformID.Win32NT;

    /// <summary>Determines whether a path, or the target of a symbolic link, is a device, a pipe, or a socket.</summary>
    /// <exception cref="IOException">This cannot be determined.</exception>
    public static bool IsDevice(string path) => IsWindows
        ? Path.GetFullPath(path).StartsWith(@"\\.\", StringComparison.Ordinal)
        : UnixFile.GetStatus(path, followLinks: true) is { IsRegularFile: false, IsDirectory: false };

    /// <summary>Reads a file.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <param name="maxLength">The maximum number of bytes.</param>
    /// <param name="cancellationToken">The token to cancel the operation.</param>
    /// <returns>The content; <see langword="null"/> if it exceeds <paramref name="maxLength"/>.</returns>
    /// <exception cref="IOException">The file does not exist, cannot be read, or is not a regular file.</exception>
    /// <exception cref="UnauthorizedAccessException">This user is not permitted to read the file.</exception>
    public static async Task<byte[]?> ReadAsync(string path, int maxLength, CancellationToken cancellationToken)
    {
        // On another thread, which is left behind after a cancellation: a network drive can stop responding.
        var reading = Task.Run(() => Read(path, maxLength, cancellationToken), cancellationToken);
        await Task.WhenAny(reading, Task.Delay(Timeout.Infinite, cancellationToken)).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return await reading.ConfigureAwait(false);
    }

    private static byte[]? Read(string path, int maxLength, CancellationToken cancellationToken)
    {
        using var file = Open(path);
        using var content = new MemoryStream();
        var chunk = new byte[ChunkLength];
        // The length that the file system reports does not count: a file can grow, and those in /proc have none.
        while (file.Read(chunk, 0, chunk.Length) is var count && count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (content.Length + count > maxLength) return null;
            content.Write(chunk, 0, count);
        }
        return content.ToArray();
    }

    private static FileStream Open(string path)
    {
        // Checked before it is opened: opening a pipe waits for a writer, and opening a device can have effects.
        if (IsDevice(path)) throw CreateNotRegularException(path);
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        if (!IsWindows || GetFileType(file.SafeFileHandle) == Disk) return file;
        file.Dispose();
        throw CreateNotRegularException(path);
    }

    private static IOException CreateNotRegularException(string path) => new($"'{path}' is not a regular file.");

    [DllImport("kernel32.dll")]
    private static extern uint GetFileType(SafeFileHandle file);
}
