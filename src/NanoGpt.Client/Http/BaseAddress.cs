using System.Net;
using System.Text.RegularExpressions;

namespace NanoGpt;

/// <summary>Parses the base address of the service, of a gateway, or of a test server. API paths are appended to it.</summary>
public static class BaseAddress
{
    // The path of a gateway can also start with /api. Therefore only segments of the service's own routes are removed.
    private const string ApiPath = "(/api(/(v1|subscription|paid|personalized|models|user|check-balance)(/.*)?)?|/v1(/models)?)+$";

    /// <summary>Gets the address of the website, which serves all routes. See https://docs.nano-gpt.com.</summary>
    public static Uri Default { get; } = new("https://nano-gpt.com/");

    /// <summary>
    /// Parses a base address. Removes an API path at the end, such as <c>/api/v1</c> or <c>/api/personalized/v1/models</c>, and
    /// white space and quotation marks around the address. Keeps any other path, such as that of a gateway.
    /// </summary>
    /// <param name="text">The address.</param>
    /// <returns>The base address, with a slash at the end.</returns>
    /// <exception cref="ArgumentException">The address is not an absolute http or https address, or contains a user name, a
    /// query, or a fragment. The message says which.</exception>
    public static Uri Parse(string text)
    {
        if (!Uri.TryCreate(PastedText.Unwrap(text.AsSpan()).ToString(), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
            throw new ArgumentException($"The base URI is not an absolute http or https address. Example: {Default}");
        if (uri.UserInfo.Length > 0)
            throw new ArgumentException("The base URI contains a user name or a password, which would be sent and shown in clear text. Remove it.");
        if (uri.Query.Length > 0 || uri.Fragment.Length > 0)
            throw new ArgumentException($"The base URI contains a query or a fragment. Specify only the address. Example: {Default}");

        var path = uri.AbsolutePath.TrimEnd('/');
        // Most addresses have no path, and the first regular expression delays the first call of a process by milliseconds.
        if (path.Length > 0) path = Regex.Replace(path, ApiPath, "", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant).TrimEnd('/');
        return new Uri(uri.GetLeftPart(UriPartial.Authority) + path + "/");
    }

    /// <summary>Determines whether requests to an address are confidential: they use https or do not leave this machine.</summary>
    /// <param name="address">The address.</param>
    /// <exception cref="ArgumentNullException"><paramref name="address"/> is <see langword="null"/>.</exception>
    public static bool IsConfidential(Uri address)
    {
        var uri = address ?? throw new ArgumentNullException(nameof(address));
        return uri.Scheme == "https" || IsLoopback(uri);
    }

    /// <summary>Determines whether an address is on this machine: a loopback IP address or the name <c>localhost</c>.</summary>
    // Uri.IsLoopback also accepts addresses such as ::127.0.0.1, which are not on this machine.
    internal static bool IsLoopback(Uri address) =>
        IPAddress.TryParse(address.DnsSafeHost, out var ipAddress)
            ? IPAddress.IsLoopback(ipAddress)
            : address.DnsSafeHost.Equals("localhost", StringComparison.OrdinalIgnoreCase);
}
