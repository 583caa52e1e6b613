using System.Globalization;
using System.Text;
using NanoGpt.Compatibility;

namespace NanoGpt;

/// <summary>
/// Lets those on this machine who write to one host take turns, whatever process they are in. It is a file that only one
/// can hold open at a time: when its holder dies, the system closes it, and the next has it.
/// </summary>
/// <remarks>
/// It is named by the host alone. A cookie does not name an account: two of them may belong to one, and its writers must
/// not pass each other by.
/// </remarks>
internal sealed class HostLock : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    // A folder for all: users may each have a temporary one of their own, and would not wait for each other.
    private static readonly string Folder = Environment.OSVersion.Platform == PlatformID.Win32NT
        ? Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData)
        : "/tmp";

    private readonly FileStream file;

    private HostLock(FileStream file) => this.file = file;

    /// <summary>Waits for the lock, however long its holders work, but not for ever.</summary>
    /// <returns>Null when it could not be had within two minutes.</returns>
    /// <exception cref="IOException">The file can't be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be made or opened.</exception>
    public static async Task<HostLock?> TakeAsync(Uri host, TimeProvider clock, CancellationToken cancellation)
    {
        var path = PathFor(host);
        var started = clock.GetTimestamp();
        while (true)
        {
            if (TryOpen(path) is { } file) return new HostLock(file);
            if (clock.GetElapsedTime(started) > Patience) return null;
            await Platform.DelayAsync(Pause, clock, cancellation).ConfigureAwait(false);
        }
    }

    public void Dispose() => file.Dispose();

    internal static string PathFor(Uri host)
    {
        var name = new StringBuilder("NanoGpt-");
        foreach (var c in host.Authority.ToLowerInvariant()) name.Append(char.IsLetterOrDigit(c) ? c : '-');
        return Path.Combine(Folder, name.Append(".lock").ToString());
    }

    private static FileStream? TryOpen(string path)
    {
        if (!File.Exists(path)) Create(path);
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None, bufferSize: 1);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    private static void Create(string path)
    {
        try
        {
            new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite).Dispose();
            Platform.LetAllRead(path);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Somebody else was faster.
        }
    }
}
