using System.Diagnostics;

namespace NanoGpt;

/// <summary>Describes a request and its outcome. It contains no secrets.</summary>
public sealed class RequestInfo
{
    private readonly Stopwatch stopwatch = Stopwatch.StartNew();

    internal RequestInfo(string method, Uri uri, int attempt) => (Method, Uri, Attempt) = (method, uri, attempt);

    /// <summary>Gets the HTTP method.</summary>
    public string Method { get; }

    /// <summary>Gets the address.</summary>
    public Uri Uri { get; }

    /// <summary>Gets the number of the attempt. The first is 1; 0 means that no request was sent.</summary>
    public int Attempt { get; }

    /// <summary>Gets the HTTP status code; <see langword="null"/> if there was no response.</summary>
    public int? StatusCode { get; internal set; }

    /// <summary>Gets the request id, which NanoGPT's support asks for; <see langword="null"/> if the response has none.</summary>
    public string? RequestId { get; internal set; }

    /// <summary>Gets the number of bytes of the body that have been read, after decompression.</summary>
    public long BytesRead { get; internal set; }

    /// <summary>Gets the time from the request to the end of the response, or until now if the response is incomplete.</summary>
    public TimeSpan Elapsed => stopwatch.Elapsed;

    internal void Stop() => stopwatch.Stop();
}
