using NanoGpt.Compatibility;

namespace NanoGpt.Http;

/// <summary>
/// One try: a request and its answer, under one limit of time. Every failure comes out of it as a
/// <see cref="NanoGptException"/>, or as <see cref="OperationCanceledException"/> when the caller gave up.
/// </summary>
internal sealed class Exchange : IResponseReader, IDisposable
{
    private const int MaxErrorBodySize = 64 * 1024;
    private const int MaxBufferedSize = 16 * 1024 * 1024;
    private const int MaxQuoteLength = 60;
    private const int MaxRedirects = 5;

    private readonly NanoGptClientOptions options;
    private readonly ServiceRequest request;
    private readonly CancellationTokenSource timeout = new();
    private readonly ITimer timer;
    private TimeSpan elapsed;
    private long? waitingSince;
    private HttpResponseMessage? response;
    private Stream? body;
    private CharsetTranscoder? charset;

    private Exchange(NanoGptClientOptions options, ServiceRequest request, int attempt)
    {
        (this.options, this.request) = (options, request);
        RequestInfo = new RequestInfo(request.Method.Method, new Uri(options.BaseUri, request.Path), attempt);
        timer = options.TimeProvider.CreateTimer(
            static timedOut => ((CancellationTokenSource)timedOut!).Cancel(), timeout, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public RequestInfo RequestInfo { get; }

    /// <summary>Sends a request; what comes back has its answer's body still to be read.</summary>
    public static async Task<Exchange> StartAsync(
        NanoGptClientOptions options, ServiceRequest request, int attempt, CancellationToken cancellationToken)
    {
        var exchange = new Exchange(options, request, attempt);
        try
        {
            await exchange.SendAsync(cancellationToken).ConfigureAwait(false);
            return exchange;
        }
        catch
        {
            exchange.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<int> ReadAsync(byte[] buffer, int offset, CancellationToken cancellationToken)
    {
        return charset is null
            ? await ReadRawAsync(buffer, offset, cancellationToken).ConfigureAwait(false)
            : await charset.ReadAsync(buffer, offset, ReadRawAsync, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the whole body. It fails if the body has more than 16 MiB: only lists are read as they arrive.</summary>
    public async Task<ReadOnlyMemory<byte>> ReadToEndAsync(CancellationToken cancellationToken)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[MaxErrorBodySize];
        while (await ReadAsync(buffer, 0, cancellationToken).ConfigureAwait(false) is > 0 and var count)
        {
            if (whole.Length + count > MaxBufferedSize)
                throw CreateResponseTooLarge($"The response exceeds the limit of {MaxBufferedSize} bytes for responses other than model lists");
            whole.Write(buffer, 0, count);
        }
        return whole.GetBuffer().AsMemory(0, (int)whole.Length);
    }

    /// <inheritdoc/>
    public NanoGptException CreateInvalidResponse(string message) =>
        CreateException(NanoGptErrorKind.InvalidResponse, Sanitize(message));

    /// <inheritdoc/>
    public NanoGptException CreateResponseTooLarge(string message) => CreateException(NanoGptErrorKind.ResponseTooLarge, message);

    /// <summary>
    /// Starts to count time against the timeout, and also what passes between two reads, until <see cref="StopWaiting"/>:
    /// the caller waits for the response while it is parsed.
    /// </summary>
    public void StartWaiting() => waitingSince = options.TimeProvider.GetTimestamp();

    /// <summary>Stops to count time: the caller is at work.</summary>
    public void StopWaiting()
    {
        elapsed = GetElapsed;
        waitingSince = null;
    }

    /// <inheritdoc/>
    public string Quote(string text)
    {
        // Cleaned first: a cut through an echo of the key would leave half of it.
        var clean = Sanitize(text);
        return clean.Length <= MaxQuoteLength ? $"'{clean}'" : $"'{clean.Remove(MaxQuoteLength)}…'";
    }

    public void Dispose()
    {
        RequestInfo.Stop();
        timer.Dispose();
        body?.Dispose();
        response?.Dispose();
        // timedOut has nothing to give back, and the timer may be about to cancel it in this very moment.
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        var uri = RequestInfo.Uri;
        for (var redirections = 0; ; redirections++)
        {
            await SendAsync(uri, cancellationToken).ConfigureAwait(false);
            if (GetRedirectTarget(uri) is not { } target) break;
            if (redirections == MaxRedirects)
                throw CreateException(NanoGptErrorKind.Redirected, $"{uri.Authority} points from one address to the next, {MaxRedirects} times and more");
            response!.Dispose();
            // A target that does not answer has not answered.
            response = null;
            (RequestInfo.StatusCode, RequestInfo.RequestId) = (null, null);
            uri = target;
        }
        body = await WithTimeoutAsync(
            timed => new ValueTask<Stream>(Platform.ReadAsStreamAsync(response!.Content, timed)), cancellationToken).ConfigureAwait(false);
        charset = CharsetTranscoder.GetEncoding(response!.Content.Headers);
        if (!response.IsSuccessStatusCode)
            throw await CreateErrorAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task SendAsync(Uri uri, CancellationToken cancellationToken)
    {
        await RateLimiter.GetOrCreate(uri, options.TimeProvider).WaitAsync(cancellationToken).ConfigureAwait(false);
        Platform.ConfigureServicePoint(uri);
        using var message = request.ToHttpRequestMessage(uri, options);
        response = await WithTimeoutAsync(
            timed => new ValueTask<HttpResponseMessage>(Connections.GetClient(uri).SendAsync(message, HttpCompletionOption.ResponseHeadersRead, timed)),
            cancellationToken).ConfigureAwait(false);
        RequestInfo.StatusCode = (int)response.StatusCode;
        RequestInfo.RequestId = response.Headers.TryGetValues("X-Request-ID", out var ids) ? Sanitize(ids.First()) : null;
    }

    /// <summary>Where the answer points to, if the same request may go there.</summary>
    private Uri? GetRedirectTarget(Uri uri)
    {
        // Only these two promise that a request which brings something is repeated as it is.
        var mayFollow = (int)response!.StatusCode is 307 or 308
            || ((int)response.StatusCode is 301 or 302 or 303 && request.Method == HttpMethod.Get);
        if (!mayFollow || response.Headers.Location is not { } location || !Uri.TryCreate(uri, location, out var target)) return null;
        return target.UserInfo.Length == 0 && target.GetLeftPart(UriPartial.Authority) == uri.GetLeftPart(UriPartial.Authority) ? target : null;
    }

    private async ValueTask<int> ReadRawAsync(byte[] buffer, int offset, CancellationToken cancellationToken)
    {
        var count = await WithTimeoutAsync(
            timed => Platform.ReadAsync(body!, buffer, offset, buffer.Length - offset, timed), cancellationToken).ConfigureAwait(false);
        RequestInfo.BytesRead += count;
        return RequestInfo.BytesRead <= options.MaximumResponseSize
            ? count
            : throw CreateResponseTooLarge($"The answer is longer than {options.MaximumResponseSize} bytes, which is as much as is read of one");
    }

    /// <summary>Waits for the service, no longer than it may keep us waiting in all.</summary>
    private async ValueTask<T> WithTimeoutAsync<T>(Func<CancellationToken, ValueTask<T>> wait, CancellationToken cancellationToken)
    {
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        var isWaiting = waitingSince is not null;
        if (!isWaiting) StartWaiting();
        try
        {
            if (options.Timeout != Timeout.InfiniteTimeSpan)
            {
                var left = options.Timeout - GetElapsed;
                // A timer might come too late: what is there already is read at once.
                if (left <= TimeSpan.Zero) throw CreateTimeoutException();
                timer.Change(left, Timeout.InfiniteTimeSpan);
            }
            return await wait(timed.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw CreateTimeoutException();
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            var reason = Sanitize(ConnectionFailure.Describe(broken, options.BaseUri));
            throw CreateException(
                NanoGptErrorKind.ConnectionFailed,
                response is null
                    ? $"No answer from {options.BaseUri.Authority}: {reason}"
                    : $"The connection to {options.BaseUri.Authority} broke in the middle of the answer: {reason}",
                ConnectionFailure.GetCause(broken));
        }
        // What decompression throws.
        catch (Exception broken) when (response is not null && broken is InvalidDataException or InvalidOperationException)
        {
            throw CreateInvalidResponse("The answer is said to be compressed, and can't be decompressed.");
        }
        finally
        {
            timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            if (!isWaiting) StopWaiting();
        }
    }

    private TimeSpan GetElapsed => waitingSince is { } start ? elapsed + options.TimeProvider.GetElapsedTime(start) : elapsed;

    private NanoGptException CreateTimeoutException() =>
        CreateException(NanoGptErrorKind.TimedOut, $"{options.BaseUri.Host} took longer than {options.Timeout.TotalSeconds:0.###} s");

    /// <summary>An answer that says no, as an exception.</summary>
    private async Task<NanoGptException> CreateErrorAsync(CancellationToken cancellationToken)
    {
        var status = (int)response!.StatusCode;
        if (status is >= 300 and < 400 && response.Headers.TryGetValues("Location", out var locations) && locations.First() is { Length: > 0 } location)
        {
            // Where it is no address, it is named as it stands.
            var target = Uri.TryCreate(RequestInfo.Uri, location, out var address) ? address.ToString() : location;
            return CreateException(
                NanoGptErrorKind.Redirected,
                $"{options.BaseUri.Authority} points to {Sanitize(target)} instead, and nothing was sent there");
        }

        var error = ErrorResponse.Parse(await ReadErrorAsync(cancellationToken).ConfigureAwait(false));
        var code = error.Code is null ? null : Sanitize(error.Code);
        var message = error.Message is null ? null : Sanitize(error.Message);
        var kind = GetErrorKind(status, code);
        var retryAfter = GetRetryAfter() ?? (kind == NanoGptErrorKind.DailyLimitReached ? GetTimeUntilMidnight() : null);
        return new NanoGptException(
            kind,
            FormatMessage(message ?? $"{options.BaseUri.Authority} answered {response.StatusCode} and gave no reason", code, retryAfter),
            RequestInfo)
        {
            ServiceMessage = message,
            Code = code,
            ErrorType = error.Type is null ? null : Sanitize(error.Type),
            RetryAfter = retryAfter,
        };
    }

    private async Task<ReadOnlyMemory<byte>> ReadErrorAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[MaxErrorBodySize];
        var length = 0;
        try
        {
            while (length < buffer.Length && await ReadAsync(buffer, length, cancellationToken).ConfigureAwait(false) is > 0 and var count)
                length += count;
        }
        catch (NanoGptException)
        {
            // The status says more than the broken body.
        }
        return buffer.AsMemory(0, length);
    }

    private static NanoGptErrorKind GetErrorKind(int status, string? code) => status switch
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

    private TimeSpan? GetRetryAfter() => response!.Headers.RetryAfter switch
    {
        { Delta: { } wait } => wait,
        { Date: { } moment } when moment > UtcNow => moment - UtcNow,
        { Date: not null } => TimeSpan.Zero,
        // More seconds than .NET takes for a number are no reason to come back at once.
        _ => response.Headers.TryGetValues("Retry-After", out var said) && said.First() is { Length: > 9 } number && number.All(char.IsDigit)
            ? TimeSpan.FromSeconds(int.MaxValue)
            : null,
    };

    private DateTimeOffset UtcNow => options.TimeProvider.GetUtcNow();

    private TimeSpan GetTimeUntilMidnight() => TimeSpan.FromDays(1) - UtcNow.TimeOfDay;

    private NanoGptException CreateException(NanoGptErrorKind kind, string message, Exception? inner = null) =>
        new(kind, FormatMessage(message), RequestInfo, inner);

    /// <summary>The message with what support would ask for behind it, and when to come back.</summary>
    private string FormatMessage(string message, string? code = null, TimeSpan? retryAfter = null)
    {
        string?[] facts =
        [
            RequestInfo.StatusCode is { } status ? $"HTTP {status}" : null,
            code,
            RequestInfo.Attempt > 1 ? $"try {RequestInfo.Attempt}" : null,
            RequestInfo.RequestId is { } id ? $"request id {id}" : null,
        ];
        var known = string.Join(", ", facts.Where(fact => fact is not null));
        var whole = message.TrimEnd('.') + (known.Length == 0 ? "." : $" ({known}).");
        return retryAfter is { } wait ? FormattableString.Invariant($"{whole} Come back at {UtcNow + wait:yyyy-MM-dd HH:mm:ss} UTC.") : whole;
    }

    private string Sanitize(string text) => MessageSanitizer.Sanitize(text, options);
}
