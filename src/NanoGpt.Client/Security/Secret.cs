using System.Net;
using System.Security;
using System.Text;

namespace NanoGpt;

/// <summary>
/// An API key or a session cookie: the one type that secrets live in. It can't print itself, and what it holds leaves it
/// only as a request's header.
/// </summary>
public sealed class Secret : IEquatable<Secret>
{
    private const string Mask = "****";
    private const int VisibleSuffixLength = 4;

    // Less of a beginning is what all keys have in common: sk-nano-.
    private const int MinPrefixLength = 9;

    // In data, a shorter text may well be a model's id or part of one, and data must not be changed by mistake.
    private const int MinPrefixLengthInData = 20;

    // With a secret shorter than this, its last four characters would say too much.
    private const int MinLengthForSuffix = 20;

    // What is shorter in a cookie, theme=dark, is no secret and may well stand in a message.
    private const int MinPartLength = 8;

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
        new(Validate(key, "API key", KeyPrefixes, isAllowed: c => c is > ' ' and <= '~'), isCookie: false);

    /// <summary>
    /// Takes a session cookie: the value of a browser's Cookie header for the website. White space, quotation marks, and a
    /// leading <c>Cookie:</c> are removed.
    /// </summary>
    /// <param name="cookie">The cookie. It is copied: the caller may dispose of its own.</param>
    /// <exception cref="ArgumentException">The cookie is empty, or has a character that no cookie has. The message says
    /// why, and does not hold the cookie.</exception>
    public static Secret SessionCookie(SecureString cookie) =>
        new(Validate(cookie, "session cookie", CookiePrefixes, isAllowed: c => c is >= ' ' and <= '~'), isCookie: true);

    /// <summary>Takes an API key that is text.</summary>
    /// <inheritdoc cref="ApiKey(SecureString)"/>
    public static Secret ApiKey(string key) => ApiKey(ToSecureString(key));

    /// <summary>Takes a session cookie that is text.</summary>
    /// <inheritdoc cref="SessionCookie(SecureString)"/>
    public static Secret SessionCookie(string cookie) => SessionCookie(ToSecureString(cookie));

    /// <summary>The secret, made unreadable: at most its last four characters, and none of a short one.</summary>
    public string Masked
    {
        get
        {
            using var plain = new PlainText(value);
            return GetMask(plain.Span);
        }
    }

    /// <summary>The same as <see cref="Masked"/>.</summary>
    public override string ToString() => Masked;

    /// <summary>Whether both hold the same.</summary>
    public bool Equals(Secret? other)
    {
        if (other is null || isCookie != other.isCookie) return false;
        using var mine = new PlainText(value);
        using var others = new PlainText(other.value);
        return mine.Span.SequenceEqual(others.Span);
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Secret);

    /// <inheritdoc/>
    public override int GetHashCode() => value.Length;

    /// <summary>The secret itself, for the header that carries it and for nothing else.</summary>
    /// <param name="prefix">What the header has before it.</param>
    internal string Reveal(string prefix = "")
    {
        using var plain = new PlainText(value, prefix);
        return plain.Span.ToString();
    }

    /// <summary>
    /// The text without the secret in it, nor a part that is one by itself, nor, should the text have been cut, a beginning of
    /// nine characters or more.
    /// </summary>
    internal string Redact(string text) => Redact(text, MinPrefixLength);

    /// <summary>
    /// The same for text that is not for a message but data: beginnings count from twenty characters on, and so does the secret.
    /// </summary>
    internal string RedactData(string text) => value.Length < MinPrefixLengthInData ? text : Redact(text, MinPrefixLengthInData);

    /// <summary>
    /// Whether <see cref="RedactData"/> might find something in the texts of a JSON document. It takes a fraction of the
    /// time that reading them takes.
    /// </summary>
    internal bool MayOccurIn(ReadOnlySpan<byte> json)
    {
        if (value.Length < MinPrefixLengthInData) return false;
        using var plain = new PlainText(value);
        Span<byte> beginning = stackalloc byte[MinPrefixLengthInData];
        // Only ASCII is allowed in a secret.
        for (var i = 0; i < beginning.Length; i++) beginning[i] = (byte)plain.Span[i];
        var isFound = json.IndexOf(beginning) >= 0;
        beginning.Clear();
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

    private string Redact(string text, int shortestBeginning)
    {
        using var plain = new PlainText(value);
        if (!isCookie) return Redact(text, plain.Span, shortestBeginning);

        // A cookie begins with a name, which is no secret. Each value is one: the service knows them apart.
        var safe = Redact(text, plain.Span, plain.Span.Length);
        for (var rest = plain.Span; rest.Length > 0;)
        {
            var end = rest.IndexOf(';');
            var pair = end < 0 ? rest : rest.Slice(0, end);
            var part = pair.Slice(pair.IndexOf('=') + 1).Trim();
            if (part.Length >= MinPartLength) safe = Redact(safe, part, shortestBeginning);
            rest = rest.Slice(end < 0 ? rest.Length : end + 1);
        }
        return safe;
    }

    private static string Redact(string text, ReadOnlySpan<char> secret, int shortestBeginning)
    {
        var beginning = secret.Slice(0, Math.Min(shortestBeginning, secret.Length));
        StringBuilder? safe = null;
        var done = 0;
        while (text.AsSpan(done).IndexOf(beginning) is >= 0 and var distance)
        {
            var start = done + distance;
            var length = beginning.Length;
            while (length < secret.Length && start + length < text.Length && text[start + length] == secret[length]) length++;
            safe = (safe ?? new StringBuilder(text.Length))
                .Append(text, done, distance)
                .Append(length == secret.Length ? GetMask(secret) : Mask);
            done = start + length;
        }
        return safe is null ? text : safe.Append(text, done, text.Length - done).ToString();
    }

    private static string GetMask(ReadOnlySpan<char> secret) =>
        secret.Length < MinLengthForSuffix ? Mask : Mask + secret.Slice(secret.Length - VisibleSuffixLength).ToString();

    private static SecureString Validate(SecureString secret, string what, string[] prefixes, Func<char, bool> isAllowed)
    {
        using var plain = new PlainText(secret ?? throw new ArgumentNullException(nameof(secret)));
        var text = PastedText.Unwrap(plain.Span, prefixes);
        if (text.Length == 0)
            throw new ArgumentException($"The {what} is empty.");
        if (text.IndexOfAny('\r', '\n') >= 0)
            throw new ArgumentException($"The {what} has a line break in it. Copy one line only.");
        if (Any(text, char.IsControl))
            throw new ArgumentException($"The {what} has a control character in it. Was it copied with something around it?");
        if (Any(text, c => !isAllowed(c)))
            throw new ArgumentException($"The {what} has {(isAllowed(' ') ? "" : "a space or ")}a character outside ASCII in it, and no {what} has that. Was it copied with something around it?");
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
