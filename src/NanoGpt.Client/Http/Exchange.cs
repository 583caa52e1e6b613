using System.Diagnostics;
using System.Net;
using NanoGpt.Compatibility;

namespace NanoGpt.Http;

/// <summary>
/// One request and its answer, under one limit of time. Every failure comes out of it as a <see cref="NanoGptException"/>,
/// or as <see cref="OperationCanceledException"/> when the caller gave up.
/// </summary>
internal sealed class Exchange : IDisposable
{
    private const int LongestError = 64 * 1024;
    private const int QuoteLength = 60;

    // One for the process: connections are kept and shared. It knows no credentials; requests bring their own.
    private static readonly HttpClient Http = new(Platform.CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };

    private static readonly string UserAgent = "NanoGpt/" + typeof(Exchange).Assembly.GetName().Version!.ToString(3);

    private readonly NanoGptClientOptions options;
    private readonly Stopwatch waited = new();
    private HttpResponseMessage? response;
    private Stream? body;

    private Exchange(NanoGptClientOptions options, HttpMethod method, Uri uri)
    {
        this.options = options;
        Report = new CallReport(method.Method, uri);
    }

    public CallReport Report { get; }

    /// <summary>Sends a request; what comes back has its answer's body still to be read.</summary>
    public static async Task<Exchange> StartAsync(NanoGptClientOptions options, HttpMethod method, string path, CancellationToken cancellation)
    {
        var exchange = new Exchange(options, method, new Uri(options.BaseUri, path));
        try
        {
            await exchange.SendAsync(method, cancellation).ConfigureAwait(false);
            return exchange;
        }
        catch
        {
            exchange.Dispose();
            throw;
        }
    }

    /// <returns>How many bytes were read; 0 at the end of the body.</returns>
    public async ValueTask<int> ReadAsync(byte[] buffer, int offset, CancellationToken cancellation)
    {
        var count = await WithinTimeAsync(
            timed => Platform.ReadAsync(body!, buffer, offset, buffer.Length - offset, timed), cancellation).ConfigureAwait(false);
        Report.BytesRead += count;
        return count;
    }

    /// <summary>An answer that came whole or in part, and is not what was asked for.</summary>
    public NanoGptException InvalidResponse(string message) =>
        Failure(NanoGptErrorKind.InvalidResponse, Clean(message));

    /// <summary>The beginning of a text that came, fit for a message.</summary>
    public string Quote(string text)
    {
        // Cleaned first: a cut through an echo of the key would leave half of it.
        var clean = Clean(text);
        return clean.Length <= QuoteLength ? $"'{clean}'" : $"'{clean.Remove(QuoteLength)}…'";
    }

    public void Dispose()
    {
        Report.End();
        body?.Dispose();
        response?.Dispose();
    }

    private async Task SendAsync(HttpMethod method, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, Report.Uri);
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        if (options.ApiKey is { } key)
        {
            if (options.AuthenticationHeader == AuthenticationHeader.Bearer)
                request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + key.Reveal());
            else
                request.Headers.TryAddWithoutValidation("x-api-key", key.Reveal());
        }

        response = await WithinTimeAsync(
            timed => new ValueTask<HttpResponseMessage>(Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timed)),
            cancellation).ConfigureAwait(false);
        Report.StatusCode = (int)response.StatusCode;
        Report.RequestId = response.Headers.TryGetValues("X-Request-ID", out var ids) ? Clean(ids.First()) : null;

        body = await WithinTimeAsync(
            timed => new ValueTask<Stream>(Platform.OpenAsync(response.Content, timed)), cancellation).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
            throw await RefusalAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Waits for the service, no longer than it may keep us waiting in all.</summary>
    private async ValueTask<T> WithinTimeAsync<T>(Func<CancellationToken, ValueTask<T>> wait, CancellationToken cancellation)
    {
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (options.Timeout != Timeout.InfiniteTimeSpan)
        {
            var left = options.Timeout - waited.Elapsed;
            timed.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }
        waited.Start();
        try
        {
            return await wait(timed.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw Failure(NanoGptErrorKind.TimedOut, $"{options.BaseUri.Host} took longer than {options.Timeout.TotalSeconds:0.###} s");
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            var reason = (broken.InnerException ?? broken).Message;
            throw Failure(
                NanoGptErrorKind.ConnectionFailed,
                response is null
                    ? $"No answer from {options.BaseUri.Authority}: {Clean(reason)}"
                    : $"The connection to {options.BaseUri.Authority} broke in the middle of the answer: {Clean(reason)}",
                broken);
        }
        // What decompression throws.
        catch (Exception broken) when (response is not null && broken is InvalidDataException or InvalidOperationException)
        {
            throw InvalidResponse("The answer is said to be compressed, and can't be decompressed.");
        }
        finally
        {
            waited.Stop();
        }
    }

    /// <summary>An answer that says no, as an exception.</summary>
    private async Task<NanoGptException> RefusalAsync(CancellationToken cancellation)
    {
        var status = (int)response!.StatusCode;
        if (status is >= 300 and < 400 && response.Headers.Location is { } target)
            return Failure(
                NanoGptErrorKind.Redirected,
                $"{options.BaseUri.Authority} points to {Clean(new Uri(Report.Uri, target).ToString())} instead, and nothing was sent there");

        var error = ErrorAnswer.Parse(await ReadErrorAsync(cancellation).ConfigureAwait(false));
        var code = error.Code is null ? null : Clean(error.Code);
        var message = error.Message is null ? null : Clean(error.Message);
        return new NanoGptException(
            KindOf(status, code),
            Describe(message ?? $"{options.BaseUri.Authority} answered {response.StatusCode} and gave no reason", code),
            Report)
        {
            ServiceMessage = message,
            Code = code,
            ErrorType = error.Type is null ? null : Clean(error.Type),
            RetryAfter = RetryAfter(),
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
        { Date: { } moment } when moment > DateTimeOffset.UtcNow => moment - DateTimeOffset.UtcNow,
        { Date: not null } => TimeSpan.Zero,
        _ => null,
    };

    private NanoGptException Failure(NanoGptErrorKind kind, string message, Exception? inner = null) =>
        new(kind, Describe(message, code: null), Report, options.ApiKey?.IsIn(inner?.ToString() ?? "") == true ? null : inner);

    /// <summary>The message with what support would ask for behind it.</summary>
    private string Describe(string message, string? code)
    {
        string?[] facts =
        [
            Report.StatusCode is { } status ? $"HTTP {status}" : null,
            code,
            Report.RequestId is { } id ? $"request id {id}" : null,
        ];
        var known = string.Join(", ", facts.Where(fact => fact is not null));
        return message.TrimEnd('.') + (known.Length == 0 ? "." : $" ({known}).");
    }

    private string Clean(string text) => ServiceText.Clean(text, options.ApiKey);
}
