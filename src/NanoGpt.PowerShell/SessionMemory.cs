using System.Management.Automation;
using System.Runtime.CompilerServices;

namespace NanoGpt;

/// <summary>
/// What this runspace last listed, for completion at the prompt, until the runspace is reset or closed. It is an account's
/// own: whoever asks with other credentials, or of another host, finds nothing.
/// </summary>
internal sealed class SessionMemory
{
    /// <summary>How many models are remembered: three times what there are.</summary>
    public const int MostModels = 2_000;

    private static readonly ConditionalWeakTable<PSEventManager, SessionMemory> Memories = new();

    private (Account Account, IReadOnlyList<Model>? Listed, IReadOnlyList<Model>? Detailed)? models;
    private (Account Account, IReadOnlyList<ModelVisibility> Entries)? preferences;

    public static SessionMemory Current => Memories.GetOrCreateValue(RunspaceLifetime.Current);

    /// <summary>Forgets all of it.</summary>
    public static void Clear() => Memories.Remove(RunspaceLifetime.Current);

    /// <summary>Remembers a list. After a basic one the details of an earlier list stay known.</summary>
    public void RememberModels(Session session, IReadOnlyList<Model> listed, bool areDetailed) =>
        models = (Account.WithKey(session), listed, areDetailed ? listed : DetailedModelsOf(session));

    /// <summary>Remembers what models are like, without making them those last listed.</summary>
    public void RememberDetails(Session session, IReadOnlyList<Model> detailed) =>
        models = (Account.WithKey(session), Of(session).Listed, detailed);

    public void RememberPreferences(Session session, IReadOnlyList<ModelVisibility> entries) => preferences = (Account.WithCookie(session), entries);

    /// <summary>Forgets preferences that are about to change.</summary>
    public void ForgetPreferences() => preferences = null;

    /// <summary>The models last listed, or else those whose details are known. Null: this account has listed none.</summary>
    public IReadOnlyList<Model>? ModelsOf(Session session) => Of(session).Listed ?? DetailedModelsOf(session);

    /// <summary>The models last listed with their details. Null: this account has listed none so.</summary>
    public IReadOnlyList<Model>? DetailedModelsOf(Session session) => Of(session).Detailed;

    /// <summary>The preferences last read. Null: this account has read none.</summary>
    public IReadOnlyList<ModelVisibility>? PreferencesOf(Session session) =>
        preferences is { } known && known.Account == Account.WithCookie(session) ? known.Entries : null;

    private (IReadOnlyList<Model>? Listed, IReadOnlyList<Model>? Detailed) Of(Session session) =>
        models is { } known && known.Account == Account.WithKey(session) ? (known.Listed, known.Detailed) : default;

    private sealed record Account(Uri BaseUri, Secret? Secret)
    {
        public static Account WithKey(Session session) => new(session.BaseUri, session.Key);

        public static Account WithCookie(Session session) => new(session.BaseUri, session.Cookie);
    }
}
