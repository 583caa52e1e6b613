using System.Globalization;
using System.Net;
using System.Security;
using System.Text.Json;
using NanoGpt.Sandbox;

namespace NanoGpt.Client.Tests;

/// <summary>Tests the type that holds API keys and session cookies.</summary>
public sealed class SecretTests(SandboxFixture sandbox) : SandboxTest(sandbox)
{
    private const string Part = "0123456789abcdef";

    [Theory]
    [InlineData("", "is empty")]
    [InlineData(" \r\n", "is empty")]
    [InlineData("''", "is empty")]
    [InlineData(Part + "\n" + Part, "line break")]
    [InlineData(Part + "\r\n" + Part, "line break")]
    [InlineData("\"" + Part + "\n" + Part + "\"", "line break")]
    [InlineData(Part + "\t" + Part, "control character")]
    [InlineData("\u0000" + Part, "control character")]
    [InlineData(Part + "\u0000" + Part, "control character")]
    [InlineData(Part + "\u001b[31m", "control character")]
    [InlineData(Part + "\u0085" + Part, "control character")]
    public void An_empty_secret_or_one_with_control_characters_is_rejected(string text, string reason)
    {
        AssertRejected(() => Secret.ApiKey(text), "The API key", reason);
        AssertRejected(() => Secret.SessionCookie(text), "The session cookie", reason);
        AssertRejected(() => Secret.ApiKey(CreateSecureString(text)), "The API key", reason);
        AssertRejected(() => Secret.SessionCookie(CreateSecureString(text)), "The session cookie", reason);
    }

    [Theory]
    [InlineData(Part + " " + Part, true)]
    [InlineData(Part + " \"" + Part + "\"", true)]
    [InlineData(Part + "é", false)]
    [InlineData(Part + "–", false)]
    [InlineData(Part + "\u200b", false)]
    public void A_key_with_a_space_and_a_secret_with_non_ascii_are_rejected(string text, bool isCookie)
    {
        AssertRejected(() => Secret.ApiKey(text), "The API key", "a space or a character outside ASCII");
        if (isCookie) Assert.Equal(text, Secret.SessionCookie(text).Reveal());
        else AssertRejected(() => Secret.SessionCookie(text), "The session cookie", " contains a character outside ASCII");
    }

    [Theory]
    [InlineData("{0}\n")]
    [InlineData("{0}\r\n")]
    [InlineData(" \t{0} ")]
    [InlineData("\"{0}\"")]
    [InlineData("'{0}'\n")]
    [InlineData("\" '{0}' \"")]
    [InlineData("{1}{0}")]
    [InlineData("{1} {0}\r\n")]
    [InlineData("\"{1}{0}\"")]
    [InlineData("{1}\"{0}\"")]
    public void Quotes_whitespace_and_header_names_around_a_secret_are_removed(string pasted)
    {
        string[] headers = ["Authorization: Bearer ", "authorization:Bearer ", "Bearer ", "bearer  ", "Bearer\t", "Authorization:\tBearer\r\n", "x-api-key: ", "X-API-KEY:"];
        Assert.All(headers.Select(header => string.Format(CultureInfo.InvariantCulture, pasted, SecretLeakScanner.Key, header)), text =>
        {
            Assert.Equal(SecretLeakScanner.Key, Secret.ApiKey(text).Reveal());
            Assert.Equal(SecretLeakScanner.Key, Secret.ApiKey(CreateSecureString(text)).Reveal());
        });
        const string cookie = "session=\"0123\"; theme='dark'";
        string[] cookieHeaders = ["Cookie: ", "cookie:"];
        Assert.All(cookieHeaders.Select(header => string.Format(CultureInfo.InvariantCulture, pasted, cookie, header)), text =>
        {
            Assert.Equal(cookie, Secret.SessionCookie(text).Reveal());
            Assert.Equal(cookie, Secret.SessionCookie(CreateSecureString(text)).Reveal());
        });
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Authorization: Bearer ")]
    [InlineData("x-api-key:")]
    public void A_header_without_a_value_is_rejected_as_empty(string text) =>
        AssertRejected(() => Secret.ApiKey(text), "The API key", "is empty");

    [Theory]
    [InlineData("Bearer-" + Part)]
    [InlineData("bearer")]
    [InlineData("Cookie=" + Part)]
    [InlineData("'" + Part)]
    public void Text_that_resembles_a_header_is_kept(string text) =>
        Assert.Equal(text, Secret.SessionCookie(text).Reveal());

    [Fact]
    public void A_null_secret_is_rejected()
    {
        Assert.Throws<ArgumentNullException>(() => Secret.ApiKey((SecureString)null!));
        Assert.Throws<ArgumentNullException>(() => Secret.SessionCookie((SecureString)null!));
    }

    [Theory]
    [InlineData("x", "****")]
    [InlineData("0123456789012345678", "****")]
    [InlineData("01234567890123456789", "****6789")]
    [InlineData(SecretLeakScanner.Key, "****mhzt")]
    public void A_redacted_secret_shows_at_most_four_characters_and_none_if_short(string text, string masked)
    {
        Assert.All([Secret.ApiKey(text), Secret.SessionCookie(text), Secret.ApiKey(CreateSecureString(text))], secret =>
        {
            Assert.Equal((masked, masked, text), (secret.Masked, secret.ToString(), secret.Reveal()));
            Assert.Equal(masked, $"{secret}");
        });
    }

    [Theory]
    [InlineData("name=0123456789abcdef; theme=dark; b=fedcba9876543210", "0123456789abcdef and fedcba9876543210", "**** and ****")]
    [InlineData("name=0123456789abcdef; theme=dark; b=fedcba9876543210", "dark 012345678 fedcba987 01234567", "dark **** **** 01234567")]
    [InlineData("name=0123456789abcdef", "name=0123456789abcdef", "****cdef")]
    [InlineData("__Secure-session-token=0123456789abcdef", "__Secure-session-token is missing", "__Secure-session-token is missing")]
    [InlineData(" 0123456789abcdef0123;=; ;a=", "0123456789abcdef0123", "****0123")]
    [InlineData("sk", "ask sk", "a**** ****")]
    public void A_cookie_value_in_a_text_is_redacted(string cookie, string text, string masked) =>
        Assert.Equal(masked, Secret.SessionCookie(cookie).Redact(text));

    [Fact]
    public void Text_without_the_secret_is_not_copied()
    {
        var text = new string('a', 3);

        Assert.Same(text, Secret.ApiKey(SecretLeakScanner.Key).Redact(text));
    }

    [Fact]
    public void Searching_for_a_secret_leaves_no_copy_in_memory()
    {
        // Only strings are counted: pinned buffers are cleared.
        var secret = Secret.ApiKey(SecretLeakScanner.Key);
        var text = new string('a', 10_000);
        secret.Redact(text);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 100; i++) secret.Redact(text);

        // At most one copy of the characters for each search, instead of one for each possible position.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100 * 4 * SecretLeakScanner.Key.Length);
    }

    [Fact]
    public void Plain_text_is_cleared_after_use()
    {
        using var secure = CreateSecureString(SecretLeakScanner.Key);
        ReadOnlySpan<char> plain;
        using (var text = new PlainText(secure, "Bearer "))
        {
            plain = text.Span;
            Assert.Equal("Bearer " + SecretLeakScanner.Key, plain.ToString());
        }

        Assert.Equal(-1, plain.IndexOfAnyExcept('\0'));
    }

    [Fact]
    public void Secrets_of_the_same_kind_and_value_are_equal()
    {
        var key = Secret.ApiKey(SecretLeakScanner.Key);

        Assert.Equal(key, Secret.ApiKey(SecretLeakScanner.Key));
        Assert.Equal(key.GetHashCode(), Secret.ApiKey(SecretLeakScanner.Key).GetHashCode());
        Assert.NotEqual(key, Secret.SessionCookie(SecretLeakScanner.Key));
        Assert.NotEqual(key, Secret.ApiKey(SecretLeakScanner.Key[..^1] + "x"));
        Assert.False(key.Equals(null));
    }

    [Fact]
    public void A_secret_has_no_member_that_exposes_its_value()
    {
        var secret = Secret.ApiKey(SecretLeakScanner.Key);

        SecretLeakScanner.AssertNotIn(JsonSerializer.Serialize(secret));
        Assert.Equal(["Masked"], typeof(Secret).GetProperties().Select(property => property.Name));
        Assert.Empty(typeof(Secret).GetFields());
        SecretLeakScanner.AssertNotIn(secret);
    }

    [Fact]
    public async Task A_secret_remains_valid_after_its_SecureString_is_disposed()
    {
        Secret key;
        using (var secure = CreateSecureString(Accounts.Payer.ApiKey)) key = Secret.ApiKey(secure);

        await TestClient.ListAsync(new NanoGptClientOptions { BaseUri = Server.BaseUri, ApiKey = key });

        Assert.Equal(Accounts.Payer.ApiKey, Server.Requests[^1].ApiKey);
    }

    private static SecureString CreateSecureString(string text) => new NetworkCredential("", text).SecurePassword;

    private static void AssertRejected(Func<Secret> create, string name, string reason)
    {
        var exception = Assert.Throws<ArgumentException>(create);
        Assert.StartsWith(name, exception.Message, StringComparison.Ordinal);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        Assert.Matches(@"[.?]$", exception.Message);
        Assert.DoesNotContain(Part[..4], exception.ToString(), StringComparison.Ordinal);
    }
}
