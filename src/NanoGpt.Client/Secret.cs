using System.Net;
using System.Runtime.InteropServices;
using System.Security;

namespace NanoGpt;

/// <summary>
/// An API key or a session cookie: the one type that secrets live in. It can't print itself, and what it holds leaves it
/// only as a request's header.
/// </summary>
public sealed class Secret : IEquatable<Secret>
{
    private const string Mask = "****";
    private const int Shown = 4;

    // Less of a beginning is what all keys have in common: sk-nano-.
    private const int ShortestBeginning = 9;

    // With a secret shorter than this, its last four characters would say too much.
    private const int ShortestShown = 20;

    // What is shorter in a cookie, theme=dark, is no secret and may well stand in a message.
    private const int ShortestPart = 8;

    private static readonly string[] KeyPrefixes = ["Authorization:", "Bearer ", "x-api-key:"];
    private static readonly string[] CookiePrefixes = ["Cookie:"];

    private readonly SecureString value;
    private readonly bool isCookie;

    private Secret(SecureString value, bool isCookie) => (this.value, this.isCookie) = (value, isCookie);

    /// <summary>
    /// Takes an API key. White space, quotation marks, and the beginning of a request header around it, such as
    /// <c>Authorization: Bearer</c>, are removed.
    /// </summary>
    /// <param name="key">The key. It is copied: the caller may dispose of its own.</param>
    /// <exception cref="ArgumentException">The key is empty, or has a character that no key has. The message says why,
    /// and does not hold the key.</exception>
    public static Secret ApiKey(SecureString key) =>
        new(Checked(key, "API key", KeyPrefixes, isAllowed: c => c is > ' ' and <= '~'), isCookie: false);

    /// <summary>
    /// Takes a session cookie: the value of a browser's Cookie header for the website. White space, quotation marks, and a
    /// leading <c>Cookie:</c> are removed.
    /// </summary>
    /// <param name="cookie">The cookie. It is copied: the caller may dispose of its own.</param>
    /// <exception cref="ArgumentException">The cookie is empty, or has a character that no cookie has. The message says
    /// why, and does not hold the cookie.</exception>
    public static Secret SessionCookie(SecureString cookie) =>
        new(Checked(cookie, "session cookie", CookiePrefixes, isAllowed: c => c is >= ' ' and <= '~'), isCookie: true);

    /// <summary>Takes an API key that is text.</summary>
    /// <inheritdoc cref="ApiKey(SecureString)"/>
    public static Secret ApiKey(string key) => ApiKey(Secure(key));

    /// <summary>Takes a session cookie that is text.</summary>
    /// <inheritdoc cref="SessionCookie(SecureString)"/>
    public static Secret SessionCookie(string cookie) => SessionCookie(Secure(cookie));

    /// <summary>The secret, made unreadable: at most its last four characters, and none of a short one.</summary>
    public string Masked => MaskOf(Reveal());

    /// <summary>The same as <see cref="Masked"/>.</summary>
    public override string ToString() => Masked;

    /// <summary>Whether both hold the same.</summary>
    public bool Equals(Secret? other) => other is not null && isCookie == other.isCookie && Reveal() == other.Reveal();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Secret);

    /// <inheritdoc/>
    public override int GetHashCode() => Reveal().GetHashCode();

    /// <summary>The secret itself, for the header that carries it and for nothing else.</summary>
    internal string Reveal() => Text(value);

    /// <summary>Whether the secret, or a part that is one by itself, is in a text.</summary>
    internal bool IsIn(string text) => Parts().Any(text.Contains);

    /// <summary>
    /// The text without the secret in it, nor a part that is one by itself, nor, where the text breaks off, a beginning of it.
    /// </summary>
    internal string RemoveFrom(string text)
    {
        var safe = text;
        foreach (var part in Parts())
        {
            safe = safe.Replace(part, MaskOf(part));
            for (var length = part.Length - 1; length >= ShortestBeginning; length--)
                if (safe.EndsWith(part.Remove(length), StringComparison.Ordinal))
                {
                    safe = safe.Remove(safe.Length - length) + Mask;
                    break;
                }
        }
        return safe;
    }

    /// <summary>The secret, and of a cookie's pairs, <c>name=value; …</c>, each value: the service knows them apart.</summary>
    private IEnumerable<string> Parts()
    {
        var whole = Reveal();
        var values = isCookie ? whole.Split(';').Select(pair => pair.Substring(pair.IndexOf('=') + 1).Trim()) : [];
        return [whole, .. values.Where(part => part.Length >= ShortestPart)];
    }

    private static string MaskOf(string secret) =>
        secret.Length < ShortestShown ? Mask : $"{Mask}{secret.Substring(secret.Length - Shown)}";

    private static SecureString Checked(SecureString secret, string what, string[] prefixes, Func<char, bool> isAllowed)
    {
        var text = PastedText.Unwrap(Text(secret ?? throw new ArgumentNullException(nameof(secret))), prefixes);
        if (text.Length == 0)
            throw new ArgumentException($"The {what} is empty.");
        if (text.Any(c => c is '\r' or '\n'))
            throw new ArgumentException($"The {what} has a line break in it. Copy one line only.");
        if (text.Any(char.IsControl))
            throw new ArgumentException($"The {what} has a control character in it. Was it copied with something around it?");
        if (!text.All(isAllowed))
            throw new ArgumentException($"The {what} has {(isAllowed(' ') ? "" : "a space or ")}a character outside ASCII in it, and no {what} has that. Was it copied with something around it?");
        var copy = Secure(text);
        copy.MakeReadOnly();
        return copy;
    }

    private static SecureString Secure(string text) => new NetworkCredential("", text).SecurePassword;

    private static string Text(SecureString secret)
    {
        var memory = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            // By its length, not up to the first NUL.
            return Marshal.PtrToStringUni(memory, secret.Length)!;
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(memory);
        }
    }
}
