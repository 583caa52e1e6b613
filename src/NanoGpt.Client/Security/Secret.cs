using System.Net;
using System.Security;
using System.Text;

namespace NanoGpt;

/// <summary>
/// An API key or a session cookie. Secrets are kept only in this type, which never prints them: they are revealed only in the
/// header of a request.
/// </summary>
public sealed class Secret : IEquatable<Secret>
{
    private const string Mask = "****";
    private const int VisibleSuffixLength = 4;

    // All keys start with the 8 characters sk-nano-.
    private const int MinPrefixLength = 9;

    // A shorter match in data can be part of a model's id, which must not be changed by mistake.
    private const int MinPrefixLengthInData = 20;

    // The last four characters of a shorter secret would reveal too much.
    private const int MinLengthForSuffix = 20;

    // A shorter value of a cookie, as in theme=dark, is not a secret and can occur in a message.
    private const int MinPartLength = 8;

    private static readonly string[] KeyPrefixes = ["Authorization:", "Bearer ", "x-api-key:"];
    private static readonly string[] CookiePrefixes = ["Cookie:"];

    private readonly SecureString value;
    private readonly bool isCookie;

    private Secret(SecureString value, bool isCookie) => (this.value, this.isCookie) = (value, isCookie);

    /// <summary>
    /// Creates a secret from an API key. Removes white space, quotation marks, and the start of a header, such as
    /// <c>Authorization: Bearer</c>.
    /// </summary>
    /// <param name="key">The key. It is copied, so the caller can dispose it.</param>
    /// <exception cref="ArgumentException">The key is empty or contains a character that is not allowed. The message says
    /// why, and does not contain the key.</exception>
    public static Secret ApiKey(SecureString key) =>
        new(Validate(key, "API key", KeyPrefixes, isAllowed: c => c is > ' ' and <= '~'), isCookie: false);

    /// <summary>
    /// Creates a secret from a session cookie: the value of a browser's Cookie header for the website. Removes white space,
    /// quotation marks, and a leading <c>Cookie:</c>.
    /// </summary>
    /// <param name="cookie">The cookie. It is copied, so the caller can dispose it.</param>
    /// <exception cref="ArgumentException">The cookie is empty or contains a character that is not allowed. The message
    /// says why, and does not contain the cookie.</exception>
    public static Secret SessionCookie(SecureString cookie) =>
        new(Validate(cookie, "session cookie", CookiePrefixes, isAllowed: c => c is >= ' ' and <= '~'), isCookie: true);

    /// <summary>Creates a secret from an API key in a string.</summary>
    /// <inheritdoc cref="ApiKey(SecureString)"/>
    public static Secret ApiKey(string key) => ApiKey(ToSecureString(key));

    /// <summary>Creates a secret from a session cookie in a string.</summary>
    /// <inheritdoc cref="SessionCookie(SecureString)"/>
    public static Secret SessionCookie(string cookie) => SessionCookie(ToSecureString(cookie));

    /// <summary>Gets a mask of the secret, which ends with the last four characters if the secret has 20 characters or more.</summary>
    public string Masked
    {
        get
        {
            using var plain = new PlainText(value);
            return GetMask(plain.Span);
        }
    }

    /// <summary>Returns <see cref="Masked"/>.</summary>
    public override string ToString() => Masked;

    /// <summary>Determines whether two secrets are of the same type and have the same value.</summary>
    public bool Equals(Secret? other)
    {
        if (other is null || isCookie != other.isCookie) return false;
        using var plain = new PlainText(value);
        using var otherPlain = new PlainText(other.value);
        return plain.Span.SequenceEqual(otherPlain.Span);
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Secret);

    /// <inheritdoc/>
    public override int GetHashCode() => value.Length;

    /// <summary>Reveals the secret for the header that carries it. It must not be used for anything else.</summary>
    /// <param name="prefix">The text before the secret in the header.</param>
    internal string Reveal(string prefix = "")
    {
        using var plain = new PlainText(value, prefix);
        return plain.Span.ToString();
    }

    /// <summary>
    /// Redacts the secret in a message, each value of a cookie, and, because the message may be truncated, any prefix of nine
    /// characters or more.
    /// </summary>
    internal string Redact(string text) => Redact(text, MinPrefixLength);

    /// <summary>
    /// Redacts the secret in data. Only secrets and prefixes of 20 characters or more are redacted.
    /// </summary>
    internal string RedactData(string text) => value.Length < MinPrefixLengthInData ? text : Redact(text, MinPrefixLengthInData);

    /// <summary>
    /// Determines whether <see cref="RedactData"/> might find the secret in the strings of a JSON document. This is much faster
    /// than reading them.
    /// </summary>
    internal bool MayOccurIn(ReadOnlySpan<byte> json)
    {
        if (value.Length < MinPrefixLengthInData) return false;
        using var plain = new PlainText(value);
        Span<byte> prefix = stackalloc byte[MinPrefixLengthInData];
        // A secret contains only ASCII.
        for (var i = 0; i < prefix.Length; i++) prefix[i] = (byte)plain.Span[i];
        var isFound = json.IndexOf(prefix) >= 0;
        prefix.Clear();
        return isFound || HasEscapedAscii(json) || (plain.Span.IndexOfAny('/', '"', '\\') >= 0 && json.IndexOf((byte)'\\') >= 0);
    }

    private static bool HasEscapedAscii(ReadOnlySpan<byte> json)
    {
        var escape = "\\u00"u8;
        while (json.IndexOf(escape) is >= 0 and var start && start + escape.Length < json.Length)
        {
            if (json[start + escape.Length] is >= (byte)'2' and <= (byte)'7') return true;
            json = json.Slice(start + escape.Length);
        }
        return false;
    }

    private string Redact(string text, int minPrefixLength)
    {
        using var plain = new PlainText(value);
        if (!isCookie) return Redact(text, plain.Span, minPrefixLength);

        // The names in a cookie are not secret. Each value is a secret of its own.
        var redacted = Redact(text, plain.Span, plain.Span.Length);
        for (var rest = plain.Span; rest.Length > 0;)
        {
            var end = rest.IndexOf(';');
            var pair = end < 0 ? rest : rest.Slice(0, end);
            var part = pair.Slice(pair.IndexOf('=') + 1).Trim();
            if (part.Length >= MinPartLength) redacted = Redact(redacted, part, minPrefixLength);
            rest = rest.Slice(end < 0 ? rest.Length : end + 1);
        }
        return redacted;
    }

    private static string Redact(string text, ReadOnlySpan<char> secret, int minPrefixLength)
    {
        var prefix = secret.Slice(0, Math.Min(minPrefixLength, secret.Length));
        StringBuilder? redacted = null;
        var done = 0;
        while (text.AsSpan(done).IndexOf(prefix) is >= 0 and var distance)
        {
            var start = done + distance;
            var length = prefix.Length;
            while (length < secret.Length && start + length < text.Length && text[start + length] == secret[length]) length++;
            redacted = (redacted ?? new StringBuilder(text.Length))
                .Append(text, done, distance)
                .Append(length == secret.Length ? GetMask(secret) : Mask);
            done = start + length;
        }
        return redacted is null ? text : redacted.Append(text, done, text.Length - done).ToString();
    }

    private static string GetMask(ReadOnlySpan<char> secret) =>
        secret.Length < MinLengthForSuffix ? Mask : Mask + secret.Slice(secret.Length - VisibleSuffixLength).ToString();

    private static SecureString Validate(SecureString secret, string name, string[] prefixes, Func<char, bool> isAllowed)
    {
        using var plain = new PlainText(secret ?? throw new ArgumentNullException(nameof(secret)));
        var text = PastedText.Unwrap(plain.Span, prefixes);
        if (text.Length == 0)
            throw new ArgumentException($"The {name} is empty.");
        if (text.IndexOfAny('\r', '\n') >= 0)
            throw new ArgumentException($"The {name} contains a line break. Copy a single line.");
        if (Any(text, char.IsControl))
            throw new ArgumentException($"The {name} contains a control character. Check that only the {name} was copied.");
        if (Any(text, c => !isAllowed(c)))
            throw new ArgumentException($"The {name} contains {(isAllowed(' ') ? "" : "a space or ")}a character outside ASCII, which is not allowed. Check that only the {name} was copied.");
        var copy = new SecureString();
        foreach (var character in text) copy.AppendChar(character);
        copy.MakeReadOnly();
        return copy;
    }

    private static bool Any(ReadOnlySpan<char> text, Func<char, bool> condition)
    {
        foreach (var character in text)
            if (condition(character))
                return true;
        return false;
    }

    private static SecureString ToSecureString(string text) => new NetworkCredential("", text).SecurePassword;
}
