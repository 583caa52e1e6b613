using System.Security;

namespace NanoGpt;

/// <summary>
/// Determines the settings of a call. Each setting comes from the parameter of the call, the session, the environment, or the
/// default, in this order.
/// </summary>
internal static class SessionResolver
{
    private static readonly string[] ApiKeyVariables = ["NANOGPT_API_KEY", "NANO_GPT_API_KEY"];
    private static readonly string[] SessionCookieVariables = ["NANOGPT_SESSION_COOKIE"];
    private static readonly string[] BaseUriVariables = ["NANOGPT_BASE_URL"];

    /// <summary>Gets the session of a call from its parameters.</summary>
    /// <param name="session">The value of -Session, or <see langword="null"/> to use the settings of <c>Connect-NanoGpt</c>.</param>
    /// <param name="apiKey">The value of -ApiKey, or <see langword="null"/> if it is not specified.</param>
    /// <param name="sessionCookie">The value of -SessionCookie, or <see langword="null"/> if it is not specified.</param>
    /// <exception cref="ConfigurationException">A setting is invalid.</exception>
    public static Session Resolve(Session? session, SecureString? apiKey, SecureString? sessionCookie)
    {
        var key = apiKey is null ? null : Secret.ApiKey(apiKey);
        var cookie = sessionCookie is null ? null : Secret.SessionCookie(sessionCookie);
        return session is null ? Resolve(SessionStore.Current, key, cookie) : Resolve(session, key, cookie);
    }

    /// <summary>Gets the session of a call that uses the settings of <c>Connect-NanoGpt</c>.</summary>
    /// <param name="settings">The settings of <c>Connect-NanoGpt</c>.</param>
    /// <param name="apiKey">The API key of the call, or <see langword="null"/> if it has none.</param>
    /// <param name="sessionCookie">The session cookie of the call, or <see langword="null"/> if it has none.</param>
    /// <exception cref="ConfigurationException">A setting is invalid.</exception>
    public static Session Resolve(SessionSettings settings, Secret? apiKey = null, Secret? sessionCookie = null)
    {
        var baseUri = ResolveBaseUri(settings);
        var session = new Session
        {
            Options = settings.Options with { BaseUri = baseUri.Value },
            BaseUriSource = baseUri.Source,
            ApiKeySource = SettingSource.Session,
            SessionCookieSource = SettingSource.Session,
            AllowUnencryptedAuthentication = settings.AllowUnencryptedAuthentication,
        };
        return RequireConfidential(Resolve(session, apiKey, sessionCookie));
    }

    /// <summary>Gets the session of a call that specifies a session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="apiKey">The API key of the call, or <see langword="null"/> if it has none.</param>
    /// <param name="sessionCookie">The session cookie of the call, or <see langword="null"/> if it has none.</param>
    /// <exception cref="ConfigurationException">A setting is invalid.</exception>
    public static Session Resolve(Session session, Secret? apiKey, Secret? sessionCookie = null)
    {
        var key = FromValue(apiKey, SettingSource.Parameter)
            ?? FromValue(session.Options.ApiKey, session.ApiKeySource)
            ?? FromEnvironment(ApiKeyVariables, Secret.ApiKey);
        var cookie = FromValue(sessionCookie, SettingSource.Parameter)
            ?? FromValue(session.Options.SessionCookie, session.SessionCookieSource)
            ?? FromEnvironment(SessionCookieVariables, Secret.SessionCookie);
        return session with
        {
            Options = session.Options with { ApiKey = key?.Value, SessionCookie = cookie?.Value },
            ApiKeySource = key?.Source,
            SessionCookieSource = cookie?.Source,
        };
    }

    /// <summary>Gets the base URI that calls with the specified settings use.</summary>
    /// <exception cref="ConfigurationException">The environment specifies an invalid base URI.</exception>
    public static Uri GetBaseUri(SessionSettings settings) => ResolveBaseUri(settings).Value;

    private static Setting<Uri> ResolveBaseUri(SessionSettings settings) =>
        FromValue(settings.BaseUri, SettingSource.Session)
        ?? FromEnvironment(BaseUriVariables, BaseAddress.Parse)
        ?? new(BaseAddress.Default, SettingSource.Default);

    private static Setting<T>? FromValue<T>(T? value, SettingSource? source) where T : class =>
        value is null ? null : new(value, source ?? default);

    private static Setting<T>? FromEnvironment<T>(string[] variables, Func<string, T> read)
    {
        foreach (var variable in variables)
        {
            if (Environment.GetEnvironmentVariable(variable) is not { Length: > 0 } text) continue;
            try
            {
                return new(read(text), SettingSource.Environment);
            }
            catch (ArgumentException exception)
            {
                throw new ConfigurationException("InvalidEnvironmentVariable", $"The value of the environment variable {variable} is invalid. {exception.Message}");
            }
        }
        return null;
    }

    private static Session RequireConfidential(Session session) =>
        session.AllowUnencryptedAuthentication || BaseAddress.IsConfidential(session.BaseUri)
            ? session
            : throw new ConfigurationException(
                "UnencryptedBaseUri",
                $"The connection to {session.BaseUri} is not encrypted, so others on the network can read the credentials. Use https, or, if you trust the network, run Connect-NanoGpt -AllowUnencryptedAuthentication.");

    private sealed record Setting<T>(T Value, SettingSource Source);
}
