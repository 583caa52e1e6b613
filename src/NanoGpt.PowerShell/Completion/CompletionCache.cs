using System.Management.Automation;
using System.Runtime.CompilerServices;

namespace NanoGpt;

/// <summary>
/// Caches the last lists of a runspace for completion, until the runspace is reset or closed. A list is returned only for the
/// base URI and the credentials with which it was requested.
/// </summary>
internal sealed class CompletionCache
{
    /// <summary>The maximum number of cached models: three times the number in the current catalog.</summary>
    public const int MaxModels = 2_000;

    private static readonly ConditionalWeakTable<PSEventManager, CompletionCache> Caches = new();

    private (Account Account, IReadOnlyList<Model>? Listed, IReadOnlyList<Model>? Detailed)? models;
    private (Account Account, IReadOnlyList<ModelVisibility> Entries)? preferences;

    /// <summary>Gets the cache of the current runspace.</summary>
    public static CompletionCache Current => Caches.GetOrCreateValue(RunspaceLifetime.Current);

    /// <summary>Removes the cache of the current runspace.</summary>
    public static void Clear() => Caches.Remove(RunspaceLifetime.Current);

    /// <summary>Stores a list. A basic list does not replace the details of an earlier list.</summary>
    public void SetModels(Session session, IReadOnlyList<Model> listed, bool areDetailed) =>
        models = (Account.WithKey(session), listed, areDetailed ? listed : GetDetailedModels(session));

    /// <summary>Stores models with details, without replacing the last list.</summary>
    public void SetDetailedModels(Session session, IReadOnlyList<Model> detailed) =>
        models = (Account.WithKey(session), GetCached(session).Listed, detailed);

    /// <summary>Stores the preferences.</summary>
    public void SetPreferences(Session session, IReadOnlyList<ModelVisibility> entries) => preferences = (Account.WithCookie(session), entries);

    /// <summary>Removes the preferences, because they are about to change.</summary>
    public void ClearPreferences() => preferences = null;

    /// <summary>Gets the models of the last list, or else those with details, or <see langword="null"/> if this account has listed none.</summary>
    public IReadOnlyList<Model>? GetModels(Session session) => GetCached(session).Listed ?? GetDetailedModels(session);

    /// <summary>Gets the models of the last detailed list, or <see langword="null"/> if this account has none.</summary>
    public IReadOnlyList<Model>? GetDetailedModels(Session session) => GetCached(session).Detailed;

    /// <summary>Gets the last preferences, or <see langword="null"/> if this account has read none.</summary>
    public IReadOnlyList<ModelVisibility>? GetPreferences(Session session) =>
        preferences is { } cached && cached.Account == Account.WithCookie(session) ? cached.Entries : null;

    private (IReadOnlyList<Model>? Listed, IReadOnlyList<Model>? Detailed) GetCached(Session session) =>
        models is { } cached && cached.Account == Account.WithKey(session) ? (cached.Listed, cached.Detailed) : default;

    private sealed record Account(Uri BaseUri, Secret? Secret)
    {
        public static Account WithKey(Session session) => new(session.BaseUri, session.Options.ApiKey);

        public static Account WithCookie(Session session) => new(session.BaseUri, session.Options.SessionCookie);
    }
}
