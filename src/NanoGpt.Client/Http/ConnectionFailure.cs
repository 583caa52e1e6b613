using System.Net.Sockets;
using System.Security.Authentication;
using NanoGpt.Compatibility;

namespace NanoGpt.Http;

/// <summary>
/// Describes connection failures. Messages of .NET are left out if they can quote the response, or the address of a proxy with
/// its password.
/// </summary>
internal static class ConnectionFailure
{
    /// <summary>Gets the exception of the operating system or of the TLS handshake that caused a failure.</summary>
    /// <returns>The exception; <see langword="null"/> if the failure has another cause.</returns>
    public static Exception? GetCause(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
            if (cause is SocketException or AuthenticationException)
                return cause;
        return null;
    }

    /// <summary>Describes the failure of a request to an address, with the proxy if there is one.</summary>
    public static string Describe(Exception failure, Uri address)
    {
        var reason = GetCause(failure)?.Message ?? Platform.Describe(failure);
        return Connections.GetProxy(address) is { } proxy ? $"{reason} (proxy {proxy.Authority})" : reason;
    }
}
