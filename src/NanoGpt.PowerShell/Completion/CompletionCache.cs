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

    private (Account Account, Dictionary<ModelType, CachedModels> ByType)? models;
    private (Account Account, IReadOnlyList<ModelVisibility> Entries)? preferences;

    /// <summary>Gets the cache of the current runspace.</summary>
    public static CompletionCache Current => Caches.GetOrCreateValue(RunspaceLifetime.Current);

    /// <summary>Removes the cache of the current runspace.</summary>
    public static void Clear() => Caches.Remove(RunspaceLifetime.Current);

    /// <summary>Stores a list. A basic list does not replace the details of an earlier list of the same type.</summary>
    public void SetModels(Session session, ModelType type, IReadOnlyList<Model> listed, bool areDetailed) =>
        Set(session, type, new(listed, areDetailed ? listed : GetDetailedModels(session, type)));

    /// <summary>Stores models with details, without replacing the last list.</summary>
    public void SetDetailedModels(Session session, ModelType type, IReadOnlyList<Model> detailed) =>
        Set(session, type, new(GetCached(session, type)?.Listed, detailed));

    /// <summary>Stores the preferences.</summary>
    public void SetPreferences(Session session, IReadOnlyList<ModelVisibility> entries) => preferences = (Account.WithCookie(session), entries);

    /// <summary>Removes the preferences, because they are about to change.</summary>
    public void ClearPreferences() => preferences = null;

    /// <summary>
    /// Gets the models of a type that were listed last, or else those with details, or <see langword="null"/> if this account has
    /// listed none.
    /// </summary>
    public IReadOnlyList<Model>? GetModels(Session session, ModelType type) => GetCached(session, type)?.Listed ?? GetDetailedModels(session, type);

    /// <summary>
    /// Gets the models of the last detailed list of a type, or <see langword="null"/> if this account has none.
    /// </summary>
    public IReadOnlyList<Model>? GetDetailedModels(Session session, ModelType type) => GetCached(session, type)?.Detailed;

    /// <summary>Gets the last preferences, or <see langword="null"/> if this account has read none.</summary>
    public IReadOnlyList<ModelVisibility>? GetPreferences(Session session) =>
        preferences is { } cached && cached.Account == Account.WithCookie(session) ? cached.Entries : null;

    private CachedModels? GetCached(Session session, ModelType type) =>
        models is { } cached && cached.Account == Account.WithKey(session) && cached.ByType.TryGetValue(type, out var ofType) ? ofType : null;

    private void Set(Session session, ModelType type, CachedModels ofType)
    {
        var account = Account.WithKey(session);
        if (models?.Account != account) models = (account, []);
        models.Value.ByType[type] = ofType;
    }

    private sealed record CachedModels(IReadOnlyList<Model>? Listed, IReadOnlyList<Model>? Detailed);

    private sealed record Account(Uri BaseUri, Secret? Secret)
    {
        public static Account WithKey(Session session) => new(session.BaseUri, session.Options.ApiKey);

        public static Account WithCookie(Session session) => new(session.BaseUri, session.Options.SessionCookie);
    }
}
