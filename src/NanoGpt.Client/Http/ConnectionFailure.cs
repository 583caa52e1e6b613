using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using NanoGpt.Compatibility;

namespace NanoGpt.Http;

/// <summary>
/// What may be said of a failure of the connection. .NET's own texts are left out where they may quote what the service
/// sent, or the address of a proxy with a password in it.
/// </summary>
internal static class ConnectionFailure
{
    /// <summary>What the operating system said of the connection, or the check of the certificate.</summary>
    /// <returns>Null: neither is the cause.</returns>
    public static Exception? GetCause(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
            if (cause is SocketException or AuthenticationException)
                return cause;
        return null;
    }

    /// <summary>Describes the failure of a request to an address.</summary>
    public static string Describe(Exception failure, Uri address)
    {
        var reason = GetCause(failure)?.Message ?? Platform.Describe(failure);
        return WebRequest.DefaultWebProxy is { } proxies && !proxies.IsBypassed(address) && proxies.GetProxy(address) is { } proxy && proxy != address
            ? $"{reason} (proxy {proxy.Authority})"
            : reason;
    }
}
