using System.Diagnostics;

namespace NanoGpt;

/// <summary>What became of one request. It holds no secret.</summary>
public sealed class RequestInfo
{
    private readonly Stopwatch watch = Stopwatch.StartNew();

    internal RequestInfo(string method, Uri uri, int attempt) => (Method, Uri, Attempt) = (method, uri, attempt);

    /// <summary>The HTTP method.</summary>
    public string Method { get; }

    /// <summary>Where the request went.</summary>
    public Uri Uri { get; }

    /// <summary>Which try it was: 1 is the first. 0: nothing was sent.</summary>
    public int Attempt { get; }

    /// <summary>The HTTP status. Null: there was no answer.</summary>
    public int? StatusCode { get; internal set; }

    /// <summary>The id that NanoGPT's support asks for. Null: the answer had none.</summary>
    public string? RequestId { get; internal set; }

    /// <summary>How much of the answer has been read, in bytes, after decompression.</summary>
    public long BytesRead { get; internal set; }

    /// <summary>The time from the request to the end of the answer, or until now if that is yet to come.</summary>
    public TimeSpan Elapsed => watch.Elapsed;

    internal void Stop() => watch.Stop();
}
