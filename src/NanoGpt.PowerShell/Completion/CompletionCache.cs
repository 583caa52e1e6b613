using System.Management.Automation;
using System.Runtime.CompilerServices;

namespace NanoGpt;

/// <summary>
/// What this runspace last listed, for completion at the prompt, until the runspace is reset or closed. It is an account's
/// own: whoever asks with other credentials, or of another host, finds nothing.
/// </summary>
internal sealed class CompletionCache
{
    /// <summary>How many models are remembered: three times what there are.</summary>
    public const int MaxModels = 2_000;

    private static readonly ConditionalWeakTable<PSEventManager, CompletionCache> Caches = new();

    private (Account Account, IReadOnlyList<Model>? Listed, IReadOnlyList<Model>? Detailed)? models;
    private (Account Account, IReadOnlyList<ModelVisibility> Entries)? preferences;

    public static CompletionCache Current => Caches.GetOrCreateValue(RunspaceLifetime.Current);

    /// <summary>Forgets all of it.</summary>
    public static void Clear() => Caches.Remove(RunspaceLifetime.Current);

    /// <summary>Remembers a list. After a basic one the details of an earlier list stay known.</summary>
    public void SetModels(Session session, IReadOnlyList<Model> listed, bool areDetailed) =>
        models = (Account.WithKey(session), listed, areDetailed ? listed : GetDetailedModels(session));

    /// <summary>Remembers what models are like, without making them those last listed.</summary>
    public void SetDetailedModels(Session session, IReadOnlyList<Model> detailed) =>
        models = (Account.WithKey(session), GetCached(session).Listed, detailed);

    public void SetPreferences(Session session, IReadOnlyList<ModelVisibility> entries) => preferences = (Account.WithCookie(session), entries);

    /// <summary>Forgets preferences that are about to change.</summary>
    public void ClearPreferences() => preferences = null;

    /// <summary>The models last listed, or else those whose details are known. Null: this account has listed none.</summary>
    public IReadOnlyList<Model>? GetModels(Session session) => GetCached(session).Listed ?? GetDetailedModels(session);

    /// <summary>The models last listed with their details. Null: this account has listed none so.</summary>
    public IReadOnlyList<Model>? GetDetailedModels(Session session) => GetCached(session).Detailed;

    /// <summary>The preferences last read. Null: this account has read none.</summary>
    public IReadOnlyList<ModelVisibility>? GetPreferences(Session session) =>
        preferences is { } known && known.Account == Account.WithCookie(session) ? known.Entries : null;

    private (IReadOnlyList<Model>? Listed, IReadOnlyList<Model>? Detailed) GetCached(Session session) =>
        models is { } known && known.Account == Account.WithKey(session) ? (known.Listed, known.Detailed) : default;

    private sealed record Account(Uri BaseUri, Secret? Secret)
    {
        public static Account WithKey(Session session) => new(session.BaseUri, session.Key);

        public static Account WithCookie(Session session) => new(session.BaseUri, session.Cookie);
    }
}
