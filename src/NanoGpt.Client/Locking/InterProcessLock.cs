using System.Globalization;
using System.Text;
using NanoGpt.Compatibility;

namespace NanoGpt.Locking;

/// <summary>
/// Serializes changes of visibility preferences by the processes on this machine. The operating system releases the lock when
/// its holder exits or is killed. See <see cref="LockFile"/>.
/// </summary>
/// <remarks>
/// The lock does not depend on the host or the cookie: a service has several names, and an account several cookies.
/// A request without a response can still take effect later. The lock file therefore records until when that is expected,
/// and the next holder waits for that time before it reads. The record outlives a process that is killed.
/// </remarks>
internal sealed class InterProcessLock : IDisposable
{
    /// <summary>The time in which a request without a response can still take effect.</summary>
    public static readonly TimeSpan GracePeriod = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    private readonly FileStream file;
    private readonly string path;
    private readonly TimeProvider timeProvider;
    private DateTime unansweredUntil;

    private InterProcessLock(FileStream file, string path, TimeProvider timeProvider) =>
        (this.file, this.path, this.timeProvider) = (file, path, timeProvider);

    private DateTime UtcNow => timeProvider.GetUtcNow().UtcDateTime;

    /// <summary>Waits for the lock, and then until an unanswered request of its last holder can no longer take effect.</summary>
    /// <param name="path">The path of the lock file.</param>
    /// <param name="timeProvider">The time provider for all waits.</param>
    /// <param name="cancellationToken">The token to cancel the operation.</param>
    /// <returns>The lock; <see langword="null"/> if other processes held it for two minutes.</returns>
    /// <exception cref="IOException">The lock file cannot be created or opened.</exception>
    /// <exception cref="UnauthorizedAccessException">This user is not permitted to create or open the lock file.</exception>
    public static async Task<InterProcessLock?> AcquireAsync(string path, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var started = timeProvider.GetTimestamp();
        while (true)
        {
            // A slow file system must not block the caller's thread.
            if (await Task.Run(() => LockFile.TryOpen(path), cancellationToken).ConfigureAwait(false) is { } file)
            {
                var acquired = new InterProcessLock(file, path, timeProvider);
                try
                {
                    await acquired.WaitForUnansweredRequestAsync(cancellationToken).ConfigureAwait(false);
                    return acquired;
                }
                catch
                {
                    acquired.Dispose();
                    throw;
                }
            }
            if (timeProvider.GetElapsedTime(started) > Timeout) return null;
            await Platform.DelayAsync(PollInterval, timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Records that a request is about to be sent. If this process is killed, the next holder waits for the request.</summary>
    /// <param name="timeout">The time after which this process gives up the request.</param>
    /// <exception cref="IOException">The record cannot be written, or the file was removed, and with it the lock.</exception>
    public void BeginRequest(TimeSpan timeout)
    {
        if (!LockFile.IsCurrent(file, path)) throw new IOException("Another process removed or replaced it.");
        var maxTimeout = DateTime.MaxValue - UtcNow - GracePeriod;
        Write(timeout < TimeSpan.Zero || timeout > maxTimeout ? DateTime.MaxValue : UtcNow + timeout + GracePeriod);
    }

    /// <summary>Records that a request has ended.</summary>
    /// <param name="isAnswered"><see langword="true"/> if the request can no longer take effect.</param>
    public void EndRequest(bool isAnswered)
    {
        if (!isAnswered) unansweredUntil = UtcNow + GracePeriod;
        // A response does not show that an earlier request has ended.
        if (unansweredUntil > UtcNow) Write(unansweredUntil);
        else Clear();
    }

    /// <summary>Releases the lock.</summary>
    public void Dispose() => file.Dispose();

    private async Task WaitForUnansweredRequestAsync(CancellationToken cancellationToken)
    {
        if (Read() is not { } until) return;
        var remaining = until - UtcNow;
        // The clock may have been set back, and any user can write to the file.
        if (remaining > GracePeriod) remaining = GracePeriod;
        if (remaining > TimeSpan.Zero) await Platform.DelayAsync(remaining, timeProvider, cancellationToken).ConfigureAwait(false);
        Clear();
    }

    /// <summary>Reads the recorded time; <see langword="null"/> if there is none, and the maximum if it is not valid.</summary>
    private DateTime? Read()
    {
        var buffer = new byte[Format(default).Length];
        file.Position = 0;
        var length = file.Read(buffer, 0, buffer.Length);
        if (length == 0) return null;
        return DateTime.TryParseExact(
            Encoding.ASCII.GetString(buffer, 0, length), "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var until)
            ? until
            : DateTime.MaxValue;
    }

    private void Write(DateTime until)
    {
        // The length is fixed, so that each record completely replaces the last.
        var text = Encoding.ASCII.GetBytes(Format(until));
        if (!file.CanWrite) return;
        file.Position = 0;
        file.Write(text, 0, text.Length);
        file.Flush();
    }

    private void Clear()
    {
        if (file.CanWrite) file.SetLength(0);
    }

    private static string Format(DateTime until) =>
        DateTime.SpecifyKind(until, DateTimeKind.Utc).ToString("O", CultureInfo.InvariantCulture);
}
