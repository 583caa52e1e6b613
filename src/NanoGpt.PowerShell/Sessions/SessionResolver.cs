namespace NanoGpt;

/// <summary>
/// Finds out what a call uses. Each part by itself comes from the call's parameter, else from the session, else from the
/// environment, else it is the default.
/// </summary>
internal static class SessionResolver
{
    private static readonly string[] ApiKeyVariables = ["NANOGPT_API_KEY", "NANO_GPT_API_KEY"];
    private static readonly string[] SessionCookieVariables = ["NANOGPT_SESSION_COOKIE"];
    private static readonly string[] BaseUriVariables = ["NANOGPT_BASE_URL"];

    /// <summary>What a call uses with what Connect-NanoGpt was told.</summary>
    /// <param name="settings">What Connect-NanoGpt was told.</param>
    /// <param name="apiKey">The call's own key. Null: it has none.</param>
    /// <param name="sessionCookie">The call's own cookie. Null: it has none.</param>
    /// <exception cref="ConfigurationException">A part can't be used.</exception>
    public static Session Resolve(SessionSettings settings, Secret? apiKey = null, Secret? sessionCookie = null)
    {
        var baseUri = FindBaseUri(settings);
        var key = FromValue(apiKey, SettingSource.Parameter) ?? FromValue(settings.ApiKey, SettingSource.Session) ?? GetKeyFromEnvironment();
        var cookie = FromValue(sessionCookie, SettingSource.Parameter) ?? FromValue(settings.SessionCookie, SettingSource.Session) ?? GetCookieFromEnvironment();
        return RequireConfidential(new Session
        {
            BaseUri = baseUri.Value,
            BaseUriSource = baseUri.Source,
            Key = key?.Value,
            ApiKeySource = key?.Source,
            Cookie = cookie?.Value,
            SessionCookieSource = cookie?.Source,
            AuthenticationHeader = settings.AuthenticationHeader,
            TimeoutSec = settings.TimeoutSec,
            MaximumRetryCount = settings.MaximumRetryCount,
            MaximumResponseSize = settings.MaximumResponseSize,
            AllowUnencryptedAuthentication = settings.AllowUnencryptedAuthentication,
        });
    }

    /// <summary>What a call uses that was given a session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="apiKey">The call's own key. Null: it has none.</param>
    /// <param name="sessionCookie">The call's own cookie. Null: it has none.</param>
    /// <exception cref="ConfigurationException">A part can't be used.</exception>
    public static Session Resolve(Session session, Secret? apiKey, Secret? sessionCookie = null)
    {
        var key = FromValue(apiKey, SettingSource.Parameter) ?? FromValue(session.Key, session.ApiKeySource ?? default) ?? GetKeyFromEnvironment();
        var cookie = FromValue(sessionCookie, SettingSource.Parameter) ?? FromValue(session.Cookie, session.SessionCookieSource ?? default) ?? GetCookieFromEnvironment();
        return session with
        {
            Key = key?.Value,
            ApiKeySource = key?.Source,
            Cookie = cookie?.Value,
            SessionCookieSource = cookie?.Source,
        };
    }

    /// <summary>The address that calls use with what Connect-NanoGpt was told.</summary>
    /// <exception cref="ConfigurationException">The environment names it, and it can't be used.</exception>
    public static Uri BaseUriOf(SessionSettings settings) => FindBaseUri(settings).Value;

    private static Setting<Uri> FindBaseUri(SessionSettings settings) =>
        FromValue(settings.BaseUri, SettingSource.Session)
        ?? FromEnvironment(BaseUriVariables, BaseAddress.Parse)
        ?? new(BaseAddress.Default, SettingSource.Default);

    private static Setting<T>? FromValue<T>(T? value, SettingSource source) where T : class =>
        value is null ? null : new(value, source);

    private static Setting<Secret>? GetKeyFromEnvironment() => FromEnvironment(ApiKeyVariables, Secret.ApiKey);

    private static Setting<Secret>? GetCookieFromEnvironment() => FromEnvironment(SessionCookieVariables, Secret.SessionCookie);

    private static Setting<T>? FromEnvironment<T>(string[] variables, Func<string, T> read)
    {
        foreach (var variable in variables)
        {
            if (Environment.GetEnvironmentVariable(variable) is not { Length: > 0 } text) continue;
            try
            {
                return new(read(text), SettingSource.Environment);
            }
            catch (ArgumentException unusable)
            {
                throw new ConfigurationException("InvalidEnvironmentVariable", $"The environment variable {variable} can't be used. {unusable.Message}");
            }
        }
        return null;
    }

    private static Session RequireConfidential(Session session) =>
        session.AllowUnencryptedAuthentication || BaseAddress.IsConfidential(session.BaseUri)
            ? session
            : throw new ConfigurationException(
                "UnencryptedBaseUri",
                $"Over {session.BaseUri}, anybody on the way can read the key. Use https, or, where you know the way, Connect-NanoGpt -AllowUnencryptedAuthentication.");

    private sealed record Setting<T>(T Value, SettingSource Source);
}
