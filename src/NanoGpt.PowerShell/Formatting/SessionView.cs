using System.Management.Automation;

namespace NanoGpt.Views;

/// <summary>Formats a <see cref="Session"/> for the views.</summary>
internal sealed class SessionView(PSObject session) : ObjectView<Session>(session)
{
    /// <summary>Gets a value that indicates whether the maximum response size differs from the default.</summary>
    public bool HasOwnResponseSize =>
        ObjectView.ConvertTo<long>(Get(nameof(Session.MaximumResponseSize), session => session.MaximumResponseSize)) is { } size
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
        "AuthenticationHeader" => ObjectView.ConvertTo<AuthenticationHeader>(
            Get(nameof(Session.AuthenticationHeader), session => session.AuthenticationHeader))?.ToString(),
        _ => null,
    };

    private static string WithSource(string value, object? source) =>
        value.Length > 0 ? $"{value}  ({ObjectView.ConvertTo<SettingSource>(source)})" : "none";
}
