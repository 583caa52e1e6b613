using System.Globalization;
using System.Text;
using NanoGpt.Compatibility;

namespace NanoGpt.Locking;

/// <summary>
/// The lock of all processes on this machine that change visibility preferences. The operating system releases it when its
/// holder ends, however it ends. See <see cref="LockFile"/>.
/// </summary>
/// <remarks>
/// The lock does not depend on the host or the cookie: a service has several names, and an account several cookies.
/// A request without a response can still take effect later. The lock file therefore records until when that is expected,
/// and the next holder waits for that time before it reads. The record outlives a process that is killed.
/// </remarks>
internal sealed class InterProcessLock : IDisposable
{
    /// <summary>How long a request that was not answered, or was given up, is expected to take effect.</summary>
    public static readonly TimeSpan GracePeriod = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    private readonly FileStream file;
    private readonly string path;
    private readonly TimeProvider timeProvider;
    private DateTime unansweredUntil;

    private InterProcessLock(FileStream file, string path, TimeProvider timeProvider) =>
        (this.file, this.path, this.timeProvider) = (file, path, timeProvider);

    private DateTime Now => timeProvider.GetUtcNow().UtcDateTime;

    /// <summary>Waits for the lock, and then for a request of its last holder that was not answered.</summary>
    /// <param name="path">The path of the lock file.</param>
    /// <param name="timeProvider">The time provider for all waits.</param>
    /// <param name="cancellationToken">The token to cancel the operation.</param>
    /// <returns>Null if other processes held the lock for two minutes.</returns>
    /// <exception cref="IOException">The lock file cannot be created or opened.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not create or open the lock file.</exception>
    public static async Task<InterProcessLock?> AcquireAsync(string path, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var started = timeProvider.GetTimestamp();
        while (true)
        {
            // Not on the caller's thread, which may be a pipeline's: a file system can be slow.
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
        if (!LockFile.IsCurrent(file, path)) throw new IOException("It was removed or replaced.");
        var longest = DateTime.MaxValue - Now - GracePeriod;
        Write(timeout < TimeSpan.Zero || timeout > longest ? DateTime.MaxValue : Now + timeout + GracePeriod);
    }

    /// <summary>Records that a request has ended.</summary>
    /// <param name="isAnswered">Whether the request can have no effect after this.</param>
    public void EndRequest(bool isAnswered)
    {
        if (!isAnswered) unansweredUntil = Now + GracePeriod;
        // An answer says nothing about an earlier request.
        if (unansweredUntil > Now) Write(unansweredUntil);
        else Clear();
    }

    /// <summary>Releases the lock.</summary>
    public void Dispose() => file.Dispose();

    private async Task WaitForUnansweredRequestAsync(CancellationToken cancellationToken)
    {
        if (Read() is not { } until) return;
        var remaining = until - Now;
        // A clock may have been set back since, and any user can write to the file.
        if (remaining > GracePeriod) remaining = GracePeriod;
        if (remaining > TimeSpan.Zero) await Platform.DelayAsync(remaining, timeProvider, cancellationToken).ConfigureAwait(false);
        Clear();
    }

    /// <summary>The recorded time. Null: none is recorded. What is not a time counts as the latest one.</summary>
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
        // Always of the same length, so that one write replaces another whole.
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
