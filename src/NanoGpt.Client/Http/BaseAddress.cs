using System.Net;
using System.Text.RegularExpressions;

namespace NanoGpt;

/// <summary>The address that the API's paths are appended to: the service's, a gateway's, or a test server's.</summary>
public static class BaseAddress
{
    // A gateway may itself have a path that starts with /api: only the first segments of the service's own routes count.
    private static readonly Regex ApiPath = new(
        "(/api(/(v1|subscription|paid|personalized|models|user|check-balance)(/.*)?)?|/v1(/models)?)+$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>The website, which knows every route. See https://docs.nano-gpt.com.</summary>
    public static Uri Default { get; } = new("https://nano-gpt.com/");

    /// <summary>
    /// Reads a base address. An API path at its end, such as <c>/api/v1</c> or <c>/api/personalized/v1/models</c>, is
    /// removed. A path before it, such as a gateway's, is kept. White space and quotation marks around it are removed.
    /// </summary>
    /// <returns>An address that ends with a slash.</returns>
    /// <exception cref="ArgumentException">It is not an absolute http or https address, or has a user name, a query or a
    /// fragment in it. The message says which.</exception>
    public static Uri Parse(string text)
    {
        if (!Uri.TryCreate(PastedText.Unwrap(text.AsSpan()).ToString(), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
            throw new ArgumentException($"The base URI is not an absolute http or https address. One is {Default}.");
        if (uri.UserInfo.Length > 0)
            throw new ArgumentException("The base URI has a user name or a password in it, which would be sent, and shown, in the clear. Leave it out.");
        if (uri.Query.Length > 0 || uri.Fragment.Length > 0)
            throw new ArgumentException($"The base URI has a query or a fragment in it. Give the address only, such as {Default}.");

        var path = ApiPath.Replace(uri.AbsolutePath.TrimEnd('/'), "").TrimEnd('/');
        return new Uri(uri.GetLeftPart(UriPartial.Authority) + path + "/");
    }

    /// <summary>Whether what is sent there can't be read on the way: by https, or on this machine only.</summary>
    /// <exception cref="ArgumentNullException">The address is null.</exception>
    public static bool IsConfidential(Uri address)
    {
        var uri = address ?? throw new ArgumentNullException(nameof(address));
        return uri.Scheme == "https" || IsLoopback(uri);
    }

    /// <summary>Whether an address is on this machine: a loopback IP address, or the name <c>localhost</c>.</summary>
    // Uri.IsLoopback also accepts addresses such as ::127.0.0.1, which are not on this machine.
    internal static bool IsLoopback(Uri address) =>
        IPAddress.TryParse(address.DnsSafeHost, out var literal)
            ? IPAddress.IsLoopback(literal)
            : address.DnsSafeHost.Equals("localhost", StringComparison.OrdinalIgnoreCase);
}
