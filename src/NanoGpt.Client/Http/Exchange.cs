using NanoGpt.Compatibility;

namespace NanoGpt.Http;

/// <summary>
/// One try: a request and its answer, under one limit of time. Every failure comes out of it as a
/// <see cref="NanoGptException"/>, or as <see cref="OperationCanceledException"/> when the caller gave up.
/// </summary>
internal sealed class Exchange : IAnswer, IDisposable
{
    private const int LongestError = 64 * 1024;
    private const int MaxBufferedSize = 16 * 1024 * 1024;
    private const int QuoteLength = 60;
    private const int MostRedirections = 5;

    private readonly NanoGptClientOptions options;
    private readonly ServiceRequest request;
    private readonly CancellationTokenSource timedOut = new();
    private readonly ITimer timer;
    private TimeSpan waited;
    private long? waitingSince;
    private HttpResponseMessage? response;
    private Stream? body;
    private ForeignCharset? charset;

    private Exchange(NanoGptClientOptions options, ServiceRequest request, int attempt)
    {
        (this.options, this.request) = (options, request);
        Report = new CallReport(request.Method.Method, new Uri(options.BaseUri, request.Path), attempt);
        timer = options.TimeProvider.CreateTimer(
            static timedOut => ((CancellationTokenSource)timedOut!).Cancel(), timedOut, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public CallReport Report { get; }

    /// <summary>Sends a request; what comes back has its answer's body still to be read.</summary>
    public static async Task<Exchange> StartAsync(
        NanoGptClientOptions options, ServiceRequest request, int attempt, CancellationToken cancellation)
    {
        var exchange = new Exchange(options, request, attempt);
        try
        {
            await exchange.SendAsync(cancellation).ConfigureAwait(false);
            return exchange;
        }
        catch
        {
            exchange.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<int> ReadAsync(byte[] buffer, int offset, CancellationToken cancellation)
    {
        return charset is null
            ? await ReadRawAsync(buffer, offset, cancellation).ConfigureAwait(false)
            : await charset.ReadAsync(buffer, offset, ReadRawAsync, cancellation).ConfigureAwait(false);
    }

    /// <summary>Reads the whole body. It fails if the body has more than 16 MiB: only lists are read as they arrive.</summary>
    public async Task<ReadOnlyMemory<byte>> ReadToEndAsync(CancellationToken cancellation)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[LongestError];
        while (await ReadAsync(buffer, 0, cancellation).ConfigureAwait(false) is > 0 and var count)
        {
            if (whole.Length + count > MaxBufferedSize)
                throw ResponseTooLarge($"The response exceeds the limit of {MaxBufferedSize} bytes for responses other than model lists");
            whole.Write(buffer, 0, count);
        }
        return whole.GetBuffer().AsMemory(0, (int)whole.Length);
    }

    /// <inheritdoc/>
    public NanoGptException InvalidResponse(string message) =>
        Failure(NanoGptErrorKind.InvalidResponse, Clean(message));

    /// <inheritdoc/>
    public NanoGptException ResponseTooLarge(string message) => Failure(NanoGptErrorKind.ResponseTooLarge, message);

    /// <summary>
    /// Starts to count time against the timeout, and also what passes between two reads, until <see cref="StopWaiting"/>:
    /// the caller waits for the response while it is parsed.
    /// </summary>
    public void StartWaiting() => waitingSince = options.TimeProvider.GetTimestamp();

    /// <summary>Stops to count time: the caller is at work.</summary>
    public void StopWaiting()
    {
        waited = Waited;
        waitingSince = null;
    }

    /// <inheritdoc/>
    public string Quote(string text)
    {
        // Cleaned first: a cut through an echo of the key would leave half of it.
        var clean = Clean(text);
        return clean.Length <= QuoteLength ? $"'{clean}'" : $"'{clean.Remove(QuoteLength)}…'";
    }

    public void Dispose()
    {
        Report.End();
        timer.Dispose();
        body?.Dispose();
        response?.Dispose();
        // timedOut has nothing to give back, and the timer may be about to cancel it in this very moment.
    }

    private async Task SendAsync(CancellationToken cancellation)
    {
        var uri = Report.Uri;
        for (var redirections = 0; ; redirections++)
        {
            await SendAsync(uri, cancellation).ConfigureAwait(false);
            if (Redirection(uri) is not { } target) break;
            if (redirections == MostRedirections)
                throw Failure(NanoGptErrorKind.Redirected, $"{uri.Authority} points from one address to the next, {MostRedirections} times and more");
            response!.Dispose();
            // A target that does not answer has not answered.
            response = null;
            (Report.StatusCode, Report.RequestId) = (null, null);
            uri = target;
        }
        body = await WithinTimeAsync(
            timed => new ValueTask<Stream>(Platform.OpenAsync(response!.Content, timed)), cancellation).ConfigureAwait(false);
        charset = ForeignCharset.Of(response!.Content.Headers);
        if (!response.IsSuccessStatusCode)
            throw await RefusalAsync(cancellation).ConfigureAwait(false);
    }

    private async Task SendAsync(Uri uri, CancellationToken cancellation)
    {
        await Pace.Of(uri, options.TimeProvider).WaitAsync(cancellation).ConfigureAwait(false);
        Platform.Prepare(uri);
        using var message = request.ToMessage(uri, options);
        response = await WithinTimeAsync(
            timed => new ValueTask<HttpResponseMessage>(Connections.For(uri).SendAsync(message, HttpCompletionOption.ResponseHeadersRead, timed)),
            cancellation).ConfigureAwait(false);
        Report.StatusCode = (int)response.StatusCode;
        Report.RequestId = response.Headers.TryGetValues("X-Request-ID", out var ids) ? Clean(ids.First()) : null;
    }

    /// <summary>Where the answer points to, if the same request may go there.</summary>
    private Uri? Redirection(Uri uri)
    {
        // Only these two promise that a request which brings something is repeated as it is.
        var mayFollow = (int)response!.StatusCode is 307 or 308
            || ((int)response.StatusCode is 301 or 302 or 303 && request.Method == HttpMethod.Get);
        if (!mayFollow || response.Headers.Location is not { } location || !Uri.TryCreate(uri, location, out var target)) return null;
        return target.UserInfo.Length == 0 && target.GetLeftPart(UriPartial.Authority) == uri.GetLeftPart(UriPartial.Authority) ? target : null;
    }

    private async ValueTask<int> ReadRawAsync(byte[] buffer, int offset, CancellationToken cancellation)
    {
        var count = await WithinTimeAsync(
            timed => Platform.ReadAsync(body!, buffer, offset, buffer.Length - offset, timed), cancellation).ConfigureAwait(false);
        Report.BytesRead += count;
        return Report.BytesRead <= options.MaximumResponseSize
            ? count
            : throw ResponseTooLarge($"The answer is longer than {options.MaximumResponseSize} bytes, which is as much as is read of one");
    }

    /// <summary>Waits for the service, no longer than it may keep us waiting in all.</summary>
    private async ValueTask<T> WithinTimeAsync<T>(Func<CancellationToken, ValueTask<T>> wait, CancellationToken cancellation)
    {
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timedOut.Token);
        var isWaiting = waitingSince is not null;
        if (!isWaiting) StartWaiting();
        try
        {
            if (options.Timeout != Timeout.InfiniteTimeSpan)
            {
                var left = options.Timeout - Waited;
                // A timer might come too late: what is there already is read at once.
                if (left <= TimeSpan.Zero) throw TimedOut();
                timer.Change(left, Timeout.InfiniteTimeSpan);
            }
            return await wait(timed.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw TimedOut();
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            var reason = Clean(ConnectionFailure.Describe(broken, options.BaseUri));
            throw Failure(
                NanoGptErrorKind.ConnectionFailed,
                response is null
                    ? $"No answer from {options.BaseUri.Authority}: {reason}"
                    : $"The connection to {options.BaseUri.Authority} broke in the middle of the answer: {reason}",
                ConnectionFailure.CauseOf(broken));
        }
        // What decompression throws.
        catch (Exception broken) when (response is not null && broken is InvalidDataException or InvalidOperationException)
        {
            throw InvalidResponse("The answer is said to be compressed, and can't be decompressed.");
        }
        finally
        {
            timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            if (!isWaiting) StopWaiting();
        }
    }

    private TimeSpan Waited => waitingSince is { } start ? waited + options.TimeProvider.GetElapsedTime(start) : waited;

    private NanoGptException TimedOut() =>
        Failure(NanoGptErrorKind.TimedOut, $"{options.BaseUri.Host} took longer than {options.Timeout.TotalSeconds:0.###} s");

    /// <summary>An answer that says no, as an exception.</summary>
    private async Task<NanoGptException> RefusalAsync(CancellationToken cancellation)
    {
        var status = (int)response!.StatusCode;
        if (status is >= 300 and < 400 && response.Headers.TryGetValues("Location", out var locations) && locations.First() is { Length: > 0 } location)
        {
            // Where it is no address, it is named as it stands.
            var target = Uri.TryCreate(Report.Uri, location, out var address) ? address.ToString() : location;
            return Failure(
                NanoGptErrorKind.Redirected,
                $"{options.BaseUri.Authority} points to {Clean(target)} instead, and nothing was sent there");
        }

        var error = ErrorAnswer.Parse(await ReadErrorAsync(cancellation).ConfigureAwait(false));
        var code = error.Code is null ? null : Clean(error.Code);
        var message = error.Message is null ? null : Clean(error.Message);
        var kind = KindOf(status, code);
        var retryAfter = RetryAfter() ?? (kind == NanoGptErrorKind.DailyLimitReached ? UntilMidnight() : null);
        return new NanoGptException(
            kind,
            Describe(message ?? $"{options.BaseUri.Authority} answered {response.StatusCode} and gave no reason", code, retryAfter),
            Report)
        {
            ServiceMessage = message,
            Code = code,
            ErrorType = error.Type is null ? null : Clean(error.Type),
            RetryAfter = retryAfter,
        };
    }

    private async Task<ReadOnlyMemory<byte>> ReadErrorAsync(CancellationToken cancellation)
    {
        var buffer = new byte[LongestError];
        var length = 0;
        try
        {
            while (length < buffer.Length && await ReadAsync(buffer, length, cancellation).ConfigureAwait(false) is > 0 and var count)
                length += count;
        }
        catch (NanoGptException)
        {
            // The status says more than the broken body.
        }
        return buffer.AsMemory(0, length);
    }

    private static NanoGptErrorKind KindOf(int status, string? code) => status switch
    {
        401 => NanoGptErrorKind.Unauthorized,
        402 => NanoGptErrorKind.InsufficientBalance,
        403 => NanoGptErrorKind.Forbidden,
        404 => NanoGptErrorKind.NotFound,
        408 or 504 => NanoGptErrorKind.TimedOut,
        409 => NanoGptErrorKind.Conflict,
        413 => NanoGptErrorKind.RequestTooLarge,
        429 when code is "daily_rpd_limit_exceeded" or "daily_usd_limit_exceeded" => NanoGptErrorKind.DailyLimitReached,
        429 => NanoGptErrorKind.RateLimited,
        >= 500 => NanoGptErrorKind.ServiceFailed,
        >= 400 => NanoGptErrorKind.InvalidRequest,
        _ => NanoGptErrorKind.InvalidResponse,
    };

    private TimeSpan? RetryAfter() => response!.Headers.RetryAfter switch
    {
        { Delta: { } wait } => wait,
        { Date: { } moment } when moment > Now => moment - Now,
        { Date: not null } => TimeSpan.Zero,
        // More seconds than .NET takes for a number are no reason to come back at once.
        _ => response.Headers.TryGetValues("Retry-After", out var said) && said.First() is { Length: > 9 } number && number.All(char.IsDigit)
            ? TimeSpan.FromSeconds(int.MaxValue)
            : null,
    };

    private DateTimeOffset Now => options.TimeProvider.GetUtcNow();

    private TimeSpan UntilMidnight() => TimeSpan.FromDays(1) - Now.TimeOfDay;

    private NanoGptException Failure(NanoGptErrorKind kind, string message, Exception? inner = null) =>
        new(kind, Describe(message), Report, inner);

    /// <summary>The message with what support would ask for behind it, and when to come back.</summary>
    private string Describe(string message, string? code = null, TimeSpan? retryAfter = null)
    {
        string?[] facts =
        [
            Report.StatusCode is { } status ? $"HTTP {status}" : null,
            code,
            Report.Attempt > 1 ? $"try {Report.Attempt}" : null,
            Report.RequestId is { } id ? $"request id {id}" : null,
        ];
        var known = string.Join(", ", facts.Where(fact => fact is not null));
        var whole = message.TrimEnd('.') + (known.Length == 0 ? "." : $" ({known}).");
        return retryAfter is { } wait ? FormattableString.Invariant($"{whole} Come back at {Now + wait:yyyy-MM-dd HH:mm:ss} UTC.") : whole;
    }

    private string Clean(string text) => ServiceText.Clean(text, options);
}
