using System.Management.Automation;
using System.Net;

namespace NanoGpt.Tests.Engine;

/// <summary>Tests Connect-NanoGpt, Get-NanoGptSession, and Disconnect-NanoGpt. SessionResolverTests tests the sources of settings.</summary>
public sealed class SessionTests(SandboxFixture sandbox) : EngineTest(sandbox)
{
    private const string Payer = "sk-nano-00000000-0000-4000-8000-0000000000b0";
    private const string PayerCookie = "session=sandbox-payer-0000000000b0";

    [Fact]
    public void Connect_returns_the_session_only_with_PassThru()
    {
        Assert.Empty(Output("Connect-NanoGpt -ApiKey $args[0]", Payer));
        Assert.Equal("****00b0", Session("Connect-NanoGpt -ApiKey $args[0] -PassThru", Payer).ApiKey);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("BaseUri", "http://example.com:8080/other/")]
    [InlineData("ApiKey", Payer)]
    [InlineData("SessionCookie", PayerCookie)]
    [InlineData("AuthenticationHeader", AuthenticationHeader.Bearer)]
    [InlineData("TimeoutSec", 100)]
    [InlineData("MaximumRetryCount", 3)]
    [InlineData("MaximumResponseSize", 268435456L)]
    [InlineData("AllowUnencryptedAuthentication", true)]
    public void Connect_keeps_each_setting_that_a_later_call_omits(string parameter, object value)
    {
        var result = Shell.Run(
            """
            $first = @{
                ApiKey = $args[0]; SessionCookie = $args[1]; BaseUri = 'http://example.com:8080/gateway/'; AuthenticationHeader = 'XApiKey'
                TimeoutSec = 7; MaximumRetryCount = 0; MaximumResponseSize = 1MB; AllowUnencryptedAuthentication = $true
            }
            $later = @{}
            if ($args[2]) { $later[$args[2]] = $args[3] }
            Disconnect-NanoGpt
            Connect-NanoGpt @first
            Connect-NanoGpt @later -PassThru
            """,
            Account.ApiKey, Account.Cookie, parameter, value);

        Assert.Empty(result.Warnings);
        var session = (Session)Assert.Single(result.Output).BaseObject;
        object Expected(string name, object first) => name == parameter ? value : first;
        Assert.Equal(Expected("BaseUri", "http://example.com:8080/gateway/"), session.BaseUri.ToString());
        Assert.Equal("****" + ((string)Expected("ApiKey", Account.ApiKey))[^4..], session.ApiKey);
        Assert.Equal("****" + ((string)Expected("SessionCookie", Account.Cookie))[^4..], session.SessionCookie);
        Assert.Equal(Expected("AuthenticationHeader", AuthenticationHeader.XApiKey), session.AuthenticationHeader);
        Assert.Equal(Expected("TimeoutSec", 7), session.TimeoutSec);
        Assert.Equal(Expected("MaximumRetryCount", 0), session.MaximumRetryCount);
        Assert.Equal(Expected("MaximumResponseSize", 1048576L), session.MaximumResponseSize);
        Assert.True(session.AllowUnencryptedAuthentication);
    }

    [Theory]
    [InlineData("https://example.org/")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("https://example.com:8443/")]
    public void Connect_to_another_host_warns_about_dropped_secrets(string to)
    {
        var result = Shell.Run(
            """
            Disconnect-NanoGpt
            Connect-NanoGpt -ApiKey $args[0] -SessionCookie $args[1] -BaseUri https://example.com -TimeoutSec 7 -AllowUnencryptedAuthentication
            Connect-NanoGpt -BaseUri $args[2] -PassThru
            """,
            Account.ApiKey, Account.Cookie, to);

        var warning = Assert.Single(result.Warnings);
        Assert.StartsWith($"{to} is a different host.", warning, StringComparison.Ordinal);
        Assert.Contains(" dropped: -ApiKey, -SessionCookie, -AllowUnencryptedAuthentication. ", warning, StringComparison.Ordinal);
        var session = (Session)Assert.Single(result.Output).BaseObject;
        Assert.Equal((null, null, false, 7), (session.ApiKey, session.SessionCookie, session.AllowUnencryptedAuthentication, session.TimeoutSec));
    }

    [Fact]
    public void Connect_keeps_a_secret_that_is_specified_with_the_new_host()
    {
        var result = Shell.Run("Connect-NanoGpt -ApiKey $args[0] -BaseUri https://example.org -PassThru", Payer);

        Assert.Contains(": -SessionCookie. ", Assert.Single(result.Warnings), StringComparison.Ordinal);
        var session = (Session)Assert.Single(result.Output).BaseObject;
        Assert.Equal(("****00b0", null), (session.ApiKey, session.SessionCookie));
    }

    [Fact]
    public void Connect_to_an_unencrypted_host_requires_permission_for_that_host()
    {
        var session = Session("Disconnect-NanoGpt; Connect-NanoGpt -BaseUri http://example.com -AllowUnencryptedAuthentication; Get-NanoGptSession");
        var otherHost = Error("Connect-NanoGpt -BaseUri http://example.org");
        var withdrawn = Error("Connect-NanoGpt -AllowUnencryptedAuthentication:$false");

        Assert.Equal("UnencryptedBaseUri,NanoGpt.Cmdlets.ConnectNanoGptCommand", otherHost.FullyQualifiedErrorId);
        Assert.Equal("UnencryptedBaseUri", IdOf(withdrawn));
        Assert.Equal(session, Session("Get-NanoGptSession"));
        Assert.False(Session("Connect-NanoGpt -BaseUri https://example.com -AllowUnencryptedAuthentication:$false -PassThru").AllowUnencryptedAuthentication);
    }

    [Theory]
    [InlineData("-ApiKey ''")]
    [InlineData("-BaseUri http://example.org")]
    [InlineData("-BaseUri https://example.org -WarningAction Stop")]
    public void Connect_changes_nothing_when_it_fails(string arguments)
    {
        var before = Session("Get-NanoGptSession");

        Error($"Connect-NanoGpt -TimeoutSec 9 {arguments}");

        Assert.Equal(before, Session("Get-NanoGptSession"));
    }

    [Theory]
    [InlineData("-ApiKey ''", "is empty")]
    [InlineData("-ApiKey $null", "is empty")]
    [InlineData("-ApiKey ([securestring]::new())", "is empty")]
    [InlineData("-ApiKey 42", "SecureString or a string")]
    [InlineData("-ApiKey \"a`nb\"", "line break")]
    [InlineData("-ApiKey 'a b'", "space")]
    [InlineData("-SessionCookie ''", "is empty")]
    [InlineData("-SessionCookie \"a=b`r`nb=c\"", "line break")]
    [InlineData("-BaseUri nano-gpt.com", "absolute http")]
    [InlineData("-BaseUri https://me:planted-secret@nano-gpt.com", "password")]
    public void Connect_rejects_an_invalid_value_at_binding_with_the_reason(string arguments, string reason)
    {
        var error = Error($"Connect-NanoGpt {arguments}");

        Assert.Equal("ParameterArgumentTransformationError,NanoGpt.Cmdlets.ConnectNanoGptCommand", error.FullyQualifiedErrorId);
        Assert.Contains(reason, error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted-secret", error.Exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "{0}\r\n")]
    [InlineData(true, "{0}\r\n")]
    [InlineData(false, "\"Authorization: Bearer {0}\"")]
    [InlineData(true, "\"Authorization: Bearer {0}\"")]
    public void Connect_accepts_a_pasted_key_as_text_or_SecureString(bool isSecure, string pasted)
    {
        var key = pasted.Replace("{0}", Account.ApiKey, StringComparison.Ordinal);

        var models = Output("Connect-NanoGpt -ApiKey $args[0] -BaseUri \"$($args[1])`n\"; Get-NanoGptModel -Scope Personalized", isSecure ? new NetworkCredential("", key).SecurePassword : key, Server.BaseUri);

        Assert.Equal(8, models.Count);
    }

    [Theory]
    [InlineData("Bearer", "bearer")]
    [InlineData("XApiKey", "x-api-key")]
    public void A_model_list_gets_the_key_in_the_specified_header_and_no_cookie(string header, string credentials)
    {
        Output("Connect-NanoGpt -AuthenticationHeader $args[0]; Get-NanoGptModel -Scope Personalized", header);

        var request = Assert.Single(Server.Requests);
        Assert.Equal((Account.ApiKey, null), (request.ApiKey, request.Cookie));
        Assert.Equal([credentials], request.Credentials);
    }

    [Fact]
    public void A_base_URI_alone_is_an_anonymous_session()
    {
        Assert.NotEmpty(Output("Disconnect-NanoGpt; Connect-NanoGpt -BaseUri $args[0]; Get-NanoGptModel", Server.BaseUri));
        Assert.Empty(Assert.Single(Server.Requests).Credentials);
    }

    [Fact]
    public void A_parameter_takes_precedence_over_the_session()
    {
        var key = Session("Get-NanoGptSession -ApiKey $args[0]", Payer);
        var cookie = Session("Get-NanoGptSession -SessionCookie $args[0]", PayerCookie);
        Output("Get-NanoGptModel -ApiKey $args[0]", Payer);

        Assert.Equal(("****00b0", SettingSource.Parameter, SettingSource.Session), (key.ApiKey, key.ApiKeySource, key.SessionCookieSource));
        Assert.Equal(("****00b0", SettingSource.Parameter, SettingSource.Session), (cookie.SessionCookie, cookie.SessionCookieSource, cookie.ApiKeySource));
        Assert.Equal(Payer, Server.Requests[^1].ApiKey);
    }

    [Fact]
    public void Disconnect_removes_all_settings()
    {
        Assert.Empty(Output("Disconnect-NanoGpt"));

        var session = Session("Get-NanoGptSession");
        Assert.Equal((null, null, "https://nano-gpt.com/"), (session.ApiKey, session.SessionCookie, session.BaseUri.ToString()));
        Assert.Equal((SettingSource.Default, 100, 3), (session.BaseUriSource, session.TimeoutSec, session.MaximumRetryCount));
    }

    private Session Session(string script, params object?[] arguments) => (Session)Assert.Single(Output(script, arguments)).BaseObject;
}
