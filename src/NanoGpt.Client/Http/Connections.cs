using System.Net;
using NanoGpt.Compatibility;

namespace NanoGpt.Http;

/// <summary>Shares the connections of the process. They have no credentials; each request carries its own.</summary>
internal static class Connections
{
    private static readonly Lazy<HttpClient> Shared = Create(useProxy: true);
    private static readonly Lazy<HttpClient> WithoutProxy = Create(useProxy: false);

    /// <summary>Gets the client for an address. Requests over http to this machine never use a proxy, which could read them.</summary>
    public static HttpClient GetClient(Uri uri) => (BypassesProxy(uri) ? WithoutProxy : Shared).Value;

    /// <summary>Gets the proxy that requests to an address use; <see langword="null"/> if they use none.</summary>
    public static Uri? GetProxy(Uri uri) =>
        !BypassesProxy(uri) && WebRequest.DefaultWebProxy is { } proxies && !proxies.IsBypassed(uri) && proxies.GetProxy(uri) is { } proxy && proxy != uri
            ? proxy
            : null;

    private static bool BypassesProxy(Uri uri) => uri.Scheme == "http" && BaseAddress.IsLoopback(uri);

    private static Lazy<HttpClient> Create(bool useProxy) =>
        new(() => new HttpClient(Platform.CreateHandler(useProxy)) { Timeout = Timeout.InfiniteTimeSpan });
}
