using NanoGpt.Compatibility;

namespace NanoGpt.Http;

/// <summary>
/// One attempt: a request and its response, with one timeout. Every failure is thrown as a <see cref="NanoGptException"/>, and
/// every cancellation by the caller as an <see cref="OperationCanceledException"/>.
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
            static source => ((CancellationTokenSource)source!).Cancel(), timeout, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public RequestInfo RequestInfo { get; }

    /// <summary>Sends a request, and returns when the headers of the response have arrived.</summary>
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

    /// <summary>Reads the whole body. Fails if it exceeds 16 MiB: only lists are read as they arrive.</summary>
    public async Task<ReadOnlyMemory<byte>> ReadToEndAsync(CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        var buffer = new byte[MaxErrorBodySize];
        while (await ReadAsync(buffer, 0, cancellationToken).ConfigureAwait(false) is > 0 and var count)
        {
            if (content.Length + count > MaxBufferedSize)
                throw CreateResponseTooLarge($"The response exceeds the {MaxBufferedSize}-byte limit for responses other than model lists");
            content.Write(buffer, 0, count);
        }
        return content.GetBuffer().AsMemory(0, (int)content.Length);
    }

    /// <inheritdoc/>
    public NanoGptException CreateInvalidResponse(string message) =>
        CreateException(NanoGptErrorKind.InvalidResponse, Sanitize(message));

    /// <inheritdoc/>
    public NanoGptException CreateResponseTooLarge(string message) => CreateException(NanoGptErrorKind.ResponseTooLarge, message);

    /// <summary>
    /// Starts to count all time against the timeout, including the time between two reads, until <see cref="StopWaiting"/> is
    /// called: the caller waits for the response while it is parsed.
    /// </summary>
    public void StartWaiting() => waitingSince = options.TimeProvider.GetTimestamp();

    /// <summary>Stops counting time against the timeout while the caller uses a model.</summary>
    public void StopWaiting()
    {
        elapsed = Elapsed;
        waitingSince = null;
    }

    /// <inheritdoc/>
    public string Quote(string text)
    {
        // Sanitized before it is truncated, which could leave an unrecognizable part of a secret.
        var sanitized = Sanitize(text);
        return sanitized.Length <= MaxQuoteLength ? $"'{sanitized}'" : $"'{sanitized.Remove(MaxQuoteLength)}…'";
    }

    public void Dispose()
    {
        RequestInfo.Stop();
        timer.Dispose();
        body?.Dispose();
        response?.Dispose();
        // The source of the timeout is not disposed: the timer may be about to cancel it, and it holds no resources.
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        var uri = RequestInfo.Uri;
        for (var redirects = 0; ; redirects++)
        {
            await SendAsync(uri, cancellationToken).ConfigureAwait(false);
            if (GetRedirectTarget(uri) is not { } target) break;
            if (redirects == MaxRedirects)
                throw CreateException(NanoGptErrorKind.Redirected, $"{uri.Authority} redirected more than {MaxRedirects} times");
            response!.Dispose();
            // The target may not respond; then there is no status code.
            response = null;
            (RequestInfo.StatusCode, RequestInfo.RequestId) = (null, null);
            uri = target;
        }
        body = await WithTimeoutAsync(
            token => new ValueTask<Stream>(Platform.ReadAsStreamAsync(response!.Content, token)), cancellationToken).ConfigureAwait(false);
        charset = CharsetTranscoder.Create(response!.Content.Headers);
        if (!response.IsSuccessStatusCode)
            throw await CreateErrorAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task SendAsync(Uri uri, CancellationToken cancellationToken)
    {
        await RateLimiter.GetOrCreate(uri, options.TimeProvider).WaitAsync(cancellationToken).ConfigureAwait(false);
        Platform.ConfigureServicePoint(uri);
        using var message = request.ToHttpRequestMessage(uri, options);
        response = await WithTimeoutAsync(
            token => Platform.SendAsync(Connections.GetClient(uri), message, options.SendSynchronously, token), cancellationToken).ConfigureAwait(false);
        RequestInfo.StatusCode = (int)response.StatusCode;
        RequestInfo.RequestId = response.Headers.TryGetValues("X-Request-ID", out var ids) ? Sanitize(ids.First()) : null;
    }

    /// <summary>Gets the target of a redirect that may be followed.</summary>
    private Uri? GetRedirectTarget(Uri uri)
    {
        // Only 307 and 308 preserve the method and the body.
        var mayFollow = (int)response!.StatusCode is 307 or 308
            || ((int)response.StatusCode is 301 or 302 or 303 && request.Method == HttpMethod.Get);
        if (!mayFollow || response.Headers.Location is not { } location || !Uri.TryCreate(uri, location, out var target)) return null;
        return target.UserInfo.Length == 0 && target.GetLeftPart(UriPartial.Authority) == uri.GetLeftPart(UriPartial.Authority) ? target : null;
    }

    private async ValueTask<int> ReadRawAsync(byte[] buffer, int offset, CancellationToken cancellationToken)
    {
        var count = await WithTimeoutAsync(
            token => Platform.ReadAsync(body!, buffer, offset, buffer.Length - offset, token), cancellationToken).ConfigureAwait(false);
        RequestInfo.BytesRead += count;
        return RequestInfo.BytesRead <= options.MaximumResponseSize
            ? count
            : throw CreateResponseTooLarge($"The response exceeds the {options.MaximumResponseSize}-byte limit");
    }

    /// <summary>Waits for the service until the timeout expires.</summary>
    private async ValueTask<T> WithTimeoutAsync<T>(Func<CancellationToken, ValueTask<T>> wait, CancellationToken cancellationToken)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        var isWaiting = waitingSince is not null;
        if (!isWaiting) StartWaiting();
        try
        {
            if (options.Timeout != Timeout.InfiniteTimeSpan)
            {
                var remaining = options.Timeout - Elapsed;
                // The timer can be late, and data that has already arrived is read without waiting for it.
                if (remaining <= TimeSpan.Zero) throw CreateTimeoutException();
                timer.Change(remaining, Timeout.InfiniteTimeSpan);
            }
            return await wait(linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw CreateTimeoutException();
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            var reason = Sanitize(ConnectionFailure.Describe(failure, options.BaseUri));
            throw CreateException(
                NanoGptErrorKind.ConnectionFailed,
                response is null
                    ? $"No response from {options.BaseUri.Authority}: {reason}"
                    : $"The connection to {options.BaseUri.Authority} failed before the response was complete: {reason}",
                ConnectionFailure.GetCause(failure));
        }
        // Decompression throws these.
        catch (Exception failure) when (response is not null && failure is InvalidDataException or InvalidOperationException)
        {
            throw CreateInvalidResponse("The compressed response cannot be decompressed.");
        }
        finally
        {
            timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            if (!isWaiting) StopWaiting();
        }
    }

    private TimeSpan Elapsed => waitingSince is { } start ? elapsed + options.TimeProvider.GetElapsedTime(start) : elapsed;

    private NanoGptException CreateTimeoutException() =>
        CreateException(NanoGptErrorKind.TimedOut, $"The request to {options.BaseUri.Host} timed out after {options.Timeout.TotalSeconds:0.###} s");

    /// <summary>Creates an exception from an error response.</summary>
    private async Task<NanoGptException> CreateErrorAsync(CancellationToken cancellationToken)
    {
        var status = (int)response!.StatusCode;
        if (status is >= 300 and < 400 && response.Headers.TryGetValues("Location", out var locations) && locations.First() is { Length: > 0 } location)
        {
            // A value that is not an address is quoted unchanged.
            var target = Uri.TryCreate(RequestInfo.Uri, location, out var address) ? address.ToString() : location;
            return CreateException(
                NanoGptErrorKind.Redirected,
                $"{options.BaseUri.Authority} redirected the request to {Sanitize(target)}, and nothing was sent there");
        }

        var error = ErrorResponse.Parse(await ReadErrorAsync(cancellationToken).ConfigureAwait(false));
        var code = error.Code is null ? null : Sanitize(error.Code);
        var message = error.Message is null ? null : Sanitize(error.Message);
        var type = error.Type is null ? null : Sanitize(error.Type);
        var kind = GetErrorKind(status, code, type);
        var retryAfter = GetRetryAfter() ?? (kind == NanoGptErrorKind.DailyLimitReached ? GetTimeUntilMidnight() : null);
        return new NanoGptException(
            kind,
            FormatMessage(Describe(kind, message), code, retryAfter),
            RequestInfo)
        {
            ServiceMessage = message,
            Code = code,
            ErrorType = type,
            RetryAfter = retryAfter,
        };
    }

    private string Describe(NanoGptErrorKind kind, string? message) => kind switch
    {
        NanoGptErrorKind.UsageNotReady =>
            "NanoGPT has not computed the usage report yet. Retry later, or request fewer days" + (message is null ? "" : $". The service returned: {message}"),
        _ => message ?? $"{options.BaseUri.Authority} returned {FormatStatus()} without an error message",
    };

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
            // The status code is enough; the body is optional.
        }
        return buffer.AsMemory(0, length);
    }

    /// <summary>Formats the status code and its reason phrase: <c>503 (Service Unavailable)</c>.</summary>
    private string FormatStatus()
    {
        var reason = Sanitize(response!.ReasonPhrase ?? "");
        return reason.Length == 0 ? $"{(int)response.StatusCode}" : $"{(int)response.StatusCode} ({reason})";
    }

    private static NanoGptErrorKind GetErrorKind(int status, string? code, string? type) => status switch
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
        503 when type == "usage_not_ready" => NanoGptErrorKind.UsageNotReady,
        >= 500 => NanoGptErrorKind.ServiceFailed,
        >= 400 => NanoGptErrorKind.InvalidRequest,
        _ => NanoGptErrorKind.InvalidResponse,
    };

    private TimeSpan? GetRetryAfter() => response!.Headers.RetryAfter switch
    {
        { Delta: { } delay } => delay,
        { Date: { } date } when date > UtcNow => date - UtcNow,
        { Date: not null } => TimeSpan.Zero,
        // .NET ignores numbers above Int32.MaxValue.
        _ => response.Headers.TryGetValues("Retry-After", out var values) && values.First() is { Length: > 9 } number && number.All(char.IsDigit)
            ? TimeSpan.FromSeconds(int.MaxValue)
            : null,
    };

    private DateTimeOffset UtcNow => options.TimeProvider.GetUtcNow();

    private TimeSpan GetTimeUntilMidnight() => TimeSpan.FromDays(1) - UtcNow.TimeOfDay;

    private NanoGptException CreateException(NanoGptErrorKind kind, string message, Exception? inner = null) =>
        new(kind, FormatMessage(message), RequestInfo, inner);

    /// <summary>Appends the facts that support asks for, and when to retry.</summary>
    private string FormatMessage(string message, string? code = null, TimeSpan? retryAfter = null)
    {
        string?[] facts =
        [
            RequestInfo.StatusCode is { } status ? $"HTTP {status}" : null,
            code,
            RequestInfo.Attempt > 1 ? $"attempt {RequestInfo.Attempt}" : null,
            RequestInfo.RequestId is { } id ? $"request id {id}" : null,
        ];
        var details = string.Join(", ", facts.Where(fact => fact is not null));
        var sentence = message.TrimEnd('.') + (details.Length == 0 ? "." : $" ({details}).");
        return retryAfter is { } delay ? FormattableString.Invariant($"{sentence} Retry after {UtcNow + delay:yyyy-MM-dd HH:mm:ss} UTC.") : sentence;
    }

    private string Sanitize(string text) => MessageSanitizer.Sanitize(text, options);
}
