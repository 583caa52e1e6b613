using System.Text.Json;
using Source = NanoGpt.SettingSource;

namespace NanoGpt.Tests;

/// <summary>The collection of tests that change environment variables of the process and therefore do not run in parallel.</summary>
[CollectionDefinition(nameof(EnvironmentVariables), DisableParallelization = true)]
public sealed class EnvironmentVariables;

/// <summary>Tests the sources and precedence of session settings.</summary>
[Collection(nameof(EnvironmentVariables))]
public sealed class SessionResolverTests : IDisposable
{
    private const string Cookie = "session=5f2d7c90a1b24e37";

    private static readonly string[] Variables =
        ["NANOGPT_API_KEY", "NANO_GPT_API_KEY", "NANOGPT_SESSION_COOKIE", "NANOGPT_BASE_URL"];

    private readonly (string Name, string? Value)[] originalValues =
        [.. Variables.Select(name => (name, Environment.GetEnvironmentVariable(name)))];

    public SessionResolverTests() => Array.ForEach(Variables, name => Environment.SetEnvironmentVariable(name, null));

    public void Dispose() =>
        Array.ForEach(originalValues, variable => Environment.SetEnvironmentVariable(variable.Name, variable.Value));

    [Fact]
    public void Defaults_are_no_credentials_and_the_website()
    {
        var session = SessionResolver.Resolve(new SessionSettings());

        Assert.Equal((BaseAddress.Default, Source.Default), (session.BaseUri, session.BaseUriSource));
        Assert.Equal((null, null, null, null),
            (session.ApiKey, session.ApiKeySource, session.SessionCookie, session.SessionCookieSource));
        Assert.Equal((AuthenticationHeader.Bearer, 100, 3),
            (session.AuthenticationHeader, session.TimeoutSec, session.MaximumRetryCount));
        Assert.False(session.AllowUnencryptedAuthentication);
    }

    [Theory]
    [InlineData("parameter", "session", "first", "second", "parameter", Source.Parameter)]
    [InlineData("parameter", null, null, null, "parameter", Source.Parameter)]
    [InlineData(null, "session", "first", "second", "session", Source.Session)]
    [InlineData(null, null, "first", "second", "first", Source.Environment)]
    [InlineData(null, null, null, "second", "second", Source.Environment)]
    [InlineData(null, null, "", "second", "second", Source.Environment)]
    [InlineData(null, null, "", "", null, null)]
    public void A_key_comes_from_the_parameter_then_the_session_then_the_environment(
        string? parameter, string? session, string? first, string? second, string? key, Source? source)
    {
        SetVariables(("NANOGPT_API_KEY", first), ("NANO_GPT_API_KEY", second));
        var own = parameter is null ? null : Secret.ApiKey(parameter);
        var stored = session is null ? null : Secret.ApiKey(session);

        var resolved = SessionResolver.Resolve(new SessionSettings { Options = new() { ApiKey = stored } }, own);
        var given = SessionResolver.Resolve(
            new Session { Options = new() { ApiKey = stored }, ApiKeySource = stored is null ? null : Source.Session }, own);

        Assert.All([resolved, given], found => Assert.Equal((key, source), (found.Options.ApiKey?.Reveal(), found.ApiKeySource)));
    }

    [Theory]
    [InlineData("session", "environment", "session", Source.Session)]
    [InlineData(null, "environment", "environment", Source.Environment)]
    [InlineData(null, "", null, null)]
    public void A_cookie_comes_from_the_session_then_the_environment(
        string? stored, string? variable, string? cookie, Source? source)
    {
        SetVariables(("NANOGPT_SESSION_COOKIE", variable));

        var session = SessionResolver.Resolve(
            new SessionSettings { Options = new() { SessionCookie = stored is null ? null : Secret.SessionCookie(stored) } });

        Assert.Equal((cookie, source), (session.Options.SessionCookie?.Reveal(), session.SessionCookieSource));
        Assert.Equal(cookie is null, session.SessionCookie is null);
    }

    [Theory]
    [InlineData("https://session.example/", "https://environment.example", "https://session.example/", Source.Session)]
    [InlineData(null, "https://environment.example/api/v1", "https://environment.example/", Source.Environment)]
    [InlineData(null, "", "https://nano-gpt.com/", Source.Default)]
    public void An_address_comes_from_the_session_the_environment_or_the_default(
        string? stored, string variable, string address, Source source)
    {
        SetVariables(("NANOGPT_BASE_URL", variable));

        var session = SessionResolver.Resolve(new SessionSettings { BaseUri = stored is null ? null : new(stored) });

        Assert.Equal((new(address), source), (session.BaseUri, session.BaseUriSource));
    }

    [Fact]
    public void Each_setting_is_resolved_independently()
    {
        SetVariables(("NANOGPT_SESSION_COOKIE", Cookie), ("NANOGPT_BASE_URL", "https://environment.example"));

        var session = SessionResolver.Resolve(new SessionSettings { Options = new() { ApiKey = Secret.ApiKey("key") } });

        Assert.Equal(
            (Source.Session, Source.Environment, Source.Environment),
            (session.ApiKeySource, session.SessionCookieSource, session.BaseUriSource));
    }

    [Fact]
    public void A_session_argument_keeps_its_settings_except_for_the_ApiKey_parameter()
    {
        SetVariables(("NANOGPT_BASE_URL", "https://environment.example"), ("NANOGPT_SESSION_COOKIE", "environment"));
        var given = SessionResolver.Resolve(new SessionSettings
        {
            BaseUri = new("https://session.example/"),
            Options = new()
            {
                ApiKey = Secret.ApiKey("session"),
                SessionCookie = Secret.SessionCookie("session"),
                AuthenticationHeader = AuthenticationHeader.XApiKey,
                Timeout = TimeSpan.FromSeconds(7),
                MaximumRetryCount = 1,
            },
        });

        var session = SessionResolver.Resolve(given, Secret.ApiKey("parameter"));

        Assert.Equal("parameter", session.Options.ApiKey!.Reveal());
        Assert.Equal(given, session with { Options = given.Options, ApiKeySource = given.ApiKeySource });
        Assert.Equal(given, SessionResolver.Resolve(given, apiKey: null));
    }

    [Theory]
    [InlineData("NANOGPT_API_KEY", SecretLeakScanner.Key + "\nx", "The API key contains a line break")]
    [InlineData("NANO_GPT_API_KEY", SecretLeakScanner.Key + " x", "The API key contains a space")]
    [InlineData("NANOGPT_SESSION_COOKIE", SecretLeakScanner.Key + "\u001b", "The session cookie contains a control character")]
    [InlineData("NANOGPT_BASE_URL", "nano-gpt.com", "The base URI is not an absolute")]
    [InlineData("NANOGPT_BASE_URL", "https://me:" + SecretLeakScanner.Key + "@nano-gpt.com", "The base URI contains a user name")]
    public void An_invalid_environment_variable_is_named_without_its_value(string variable, string value, string reason)
    {
        SetVariables((variable, value));

        var unusable = Assert.Throws<ConfigurationException>(() => SessionResolver.Resolve(new SessionSettings()));

        Assert.Equal("InvalidEnvironmentVariable", unusable.ErrorId);
        Assert.StartsWith(
            $"The value of the environment variable {variable} is invalid. {reason}", unusable.Message, StringComparison.Ordinal);
        SecretLeakScanner.AssertNotIn(unusable);
    }

    [Fact]
    public void Whitespace_and_quotes_around_an_environment_value_are_removed()
    {
        SetVariables(("NANOGPT_API_KEY", $"Bearer {SecretLeakScanner.Key}\r\n"), ("NANOGPT_SESSION_COOKIE", "'Cookie: a=b'\n"), ("NANOGPT_BASE_URL", "\"https://environment.example/api/v1\"\n"));

        var session = SessionResolver.Resolve(new SessionSettings());

        Assert.Equal((SecretLeakScanner.Key, "a=b"), (session.Options.ApiKey!.Reveal(), session.Options.SessionCookie!.Reveal()));
        Assert.Equal(new("https://environment.example/"), session.BaseUri);
    }

    [Fact]
    public void An_unused_environment_variable_is_not_validated()
    {
        SetVariables(("NANOGPT_API_KEY", "bro\nken"), ("NANOGPT_SESSION_COOKIE", "bro\nken"), ("NANOGPT_BASE_URL", "broken"));
        var settings = new SessionSettings
        {
            BaseUri = new("https://session.example/"),
            Options = new() { SessionCookie = Secret.SessionCookie("session") },
        };

        Assert.Equal(Source.Parameter, SessionResolver.Resolve(settings, Secret.ApiKey("parameter")).ApiKeySource);
    }

    [Theory]
    [InlineData("http://nano-gpt.com/", false, false)]
    [InlineData("http://192.168.0.1/", false, false)]
    [InlineData("http://nano-gpt.com/", true, true)]
    [InlineData("http://127.0.0.1:5000/", false, true)]
    [InlineData("http://localhost:5000/", false, true)]
    [InlineData("http://[::1]:5000/", false, true)]
    [InlineData("https://nano-gpt.com/", false, true)]
    public void Unencrypted_http_to_another_host_requires_permission(
        string address, bool isAllowed, bool isValid)
    {
        var settings = new SessionSettings { AllowUnencryptedAuthentication = isAllowed };
        SetVariables(("NANOGPT_BASE_URL", address));

        Assert.All([settings, settings with { BaseUri = new(address) }], settings =>
        {
            if (isValid)
            {
                var session = SessionResolver.Resolve(settings);
                Assert.Equal((new(address), isAllowed), (session.BaseUri, session.AllowUnencryptedAuthentication));
                return;
            }
            var unusable = Assert.Throws<ConfigurationException>(() => SessionResolver.Resolve(settings));
            Assert.Equal("UnencryptedBaseUri", unusable.ErrorId);
            Assert.Contains(address, unusable.Message, StringComparison.Ordinal);
            Assert.Contains("-AllowUnencryptedAuthentication", unusable.Message, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("https://host.example/", "https://host.example/", true)]
    [InlineData("https://host.example/", "https://HOST.example:443/gateway/", true)]
    [InlineData("https://host.example/gateway/", "https://host.example/", true)]
    [InlineData("https://host.example/", "http://host.example/", false)]
    [InlineData("https://host.example/", "https://host.example:8443/", false)]
    [InlineData("https://host.example/", "https://other.example/", false)]
    [InlineData(null, "https://nano-gpt.com/", true)]
    [InlineData(null, "https://host.example/", false)]
    public void Changing_the_host_clears_credentials_and_permissions(string? before, string after, bool isSameHost)
    {
        var settings = new SessionSettings
        {
            BaseUri = before is null ? null : new(before),
            Options = new()
            {
                ApiKey = Secret.ApiKey("key"),
                SessionCookie = Secret.SessionCookie("cookie"),
                AuthenticationHeader = AuthenticationHeader.XApiKey,
                Timeout = TimeSpan.FromSeconds(7),
            },
            AllowUnencryptedAuthentication = true,
        };
        var moved = settings with { BaseUri = new(after) };

        Assert.Equal(
            isSameHost ? moved : moved with { Options = moved.Options with { ApiKey = null, SessionCookie = null }, AllowUnencryptedAuthentication = false },
            settings.ForHost(new(after)));
    }

    [Fact]
    public void The_previous_host_can_come_from_the_environment()
    {
        SetVariables(("NANOGPT_BASE_URL", "https://environment.example"));
        var settings = new SessionSettings { Options = new() { ApiKey = Secret.ApiKey("key") } };

        Assert.NotNull(settings.ForHost(new("https://environment.example/")).Options.ApiKey);
        Assert.Null(settings.ForHost(BaseAddress.Default).Options.ApiKey);
    }

    [Fact]
    public void The_previous_host_is_not_resolved_without_host_specific_settings()
    {
        SetVariables(("NANOGPT_BASE_URL", "broken"));

        Assert.Equal(7, new SessionSettings { Options = new() { MaximumRetryCount = 7 } }.ForHost(BaseAddress.Default).Options.MaximumRetryCount);
    }

    [Fact]
    public void A_session_neither_displays_nor_serializes_secrets()
    {
        var session = SessionResolver.Resolve(new SessionSettings
        {
            Options = new()
            {
                ApiKey = Secret.ApiKey(SecretLeakScanner.Key),
                SessionCookie = Secret.SessionCookie("session=" + SecretLeakScanner.Key),
            },
        });

        Assert.Equal(("****mhzt", "****mhzt"), (session.ApiKey, session.SessionCookie));
        Assert.Equal("https://nano-gpt.com/", session.ToString());
        SecretLeakScanner.AssertNotIn(session);
        SecretLeakScanner.AssertNotIn(JsonSerializer.Serialize(session));
        Assert.Superset(
            new HashSet<string>
            {
                "BaseUri", "ApiKey", "SessionCookie", "ApiKeySource", "SessionCookieSource", "AuthenticationHeader",
                "TimeoutSec", "MaximumRetryCount",
            },
            typeof(Session).GetProperties().Select(property => property.Name).ToHashSet());
    }

    [Theory]
    [InlineData(7, 7_000)]
    [InlineData(0, -1)]
    public void A_timeout_of_0_seconds_is_infinite(int seconds, int milliseconds)
    {
        var timeout = TimeSpan.FromMilliseconds(milliseconds);

        Assert.Equal(timeout, SessionSettings.ToTimeout(seconds));
        Assert.Equal(seconds, new Session { Options = new() { Timeout = timeout } }.TimeoutSec);
    }

    [Fact]
    public void A_client_gets_the_options_of_the_session()
    {
        var settings = new SessionSettings
        {
            BaseUri = new("https://session.example/"),
            Options = new()
            {
                ApiKey = Secret.ApiKey("key"),
                SessionCookie = Secret.SessionCookie("session=cookie"),
                AuthenticationHeader = AuthenticationHeader.XApiKey,
                Timeout = TimeSpan.FromSeconds(7),
                MaximumRetryCount = 5,
                MaximumResponseSize = 617,
            },
        };

        var session = SessionResolver.Resolve(settings);

        Assert.Equal(settings.Options with { BaseUri = settings.BaseUri }, session.Options);
        Assert.Equal(
            (AuthenticationHeader.XApiKey, 7, 5, 617),
            (session.AuthenticationHeader, session.TimeoutSec, session.MaximumRetryCount, session.MaximumResponseSize));
    }

    private static void SetVariables(params (string Name, string? Value)[] variables) =>
        Array.ForEach(variables, variable => Environment.SetEnvironmentVariable(variable.Name, variable.Value));
}
