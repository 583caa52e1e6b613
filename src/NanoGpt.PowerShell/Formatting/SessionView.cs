using System.Management.Automation;

namespace NanoGpt.Views;

/// <summary>The texts of a <see cref="Session"/>.</summary>
public sealed class SessionView : ObjectView<Session>
{
    private SessionView(PSObject session) : base(session)
    {
    }

    /// <summary>Gets the texts of a session.</summary>
    public static SessionView Create(PSObject session) => new(session);

    /// <summary>Whether the limit of a response is another than the default.</summary>
    public static bool HasOwnResponseSize(PSObject session) =>
        ObjectView.As<long>(ObjectView.Get<Session>(session, nameof(Session.MaximumResponseSize), live => live.MaximumResponseSize)) is { } size
        && size != new NanoGptClientOptions().MaximumResponseSize;

    private protected override string? GetText(string name) => name switch
    {
        "BaseUri" => WithSource(
            Text(nameof(Session.BaseUri), session => session.BaseUri),
            Get(nameof(Session.BaseUriSource), session => session.BaseUriSource)),
        "ApiKey" => WithSource(
            Text(nameof(Session.ApiKey), session => session.ApiKey),
            Get(nameof(Session.ApiKeySource), session => session.ApiKeySource)),
        "SessionCookie" => WithSource(
            Text(nameof(Session.SessionCookie), session => session.SessionCookie),
            Get(nameof(Session.SessionCookieSource), session => session.SessionCookieSource)),
        "AuthenticationHeader" => ObjectView.As<AuthenticationHeader>(
            Get(nameof(Session.AuthenticationHeader), session => session.AuthenticationHeader))?.ToString(),
        _ => null,
    };

    private static string WithSource(string value, object? source) =>
        value.Length > 0 ? $"{value}  ({ObjectView.As<SettingSource>(source)})" : "none";
}
