using System.Text.Json.Nodes;

namespace NanoGpt.Sandbox;

/// <summary>What all accounts have saved, and the rules by which they save.</summary>
internal sealed class PreferenceStore(Catalog catalog, Upsert upsert)
{
    private readonly Dictionary<Account, Preferences> preferences =
        Accounts.All.ToDictionary(account => account, account => new Preferences(account));

    private volatile HashSet<string> ignored = [];

    public Upsert Upsert { get; set; } = upsert;

    /// <summary>Whether ids are saved as the catalog writes them, whatever the case of their letters.</summary>
    public bool HasCanonicalIds { get; set; }

    public Preferences this[Account account] => preferences[account];

    /// <summary>Accepts entries of these ids from now on, and does not save them.</summary>
    public void Ignore(IEnumerable<string> ids) => ignored = [.. ids];

    /// <summary>How saved preferences change when some are sent. Ids that nobody knows are left out without a word.</summary>
    /// <returns>The update. It throws <see cref="FormatException"/> where a value is of the wrong type, and not one that
    /// was saved like that.</returns>
    public Func<JsonObject, JsonObject> UpdateWith(JsonObject sent)
    {
        if (HasCanonicalIds) sent = Canonical(sent);
        return saved => new UpsertSemantics(
            Upsert,
            saved,
            id => (catalog.Ids.Contains(id) || saved.Names(id)) && !ignored.Contains(id)).Apply(sent);
    }

    private JsonObject Canonical(JsonObject sent)
    {
        var ids = catalog.Ids.ToDictionary(id => id, StringComparer.OrdinalIgnoreCase);
        var canonical = new JsonObject();
        foreach (var (field, value) in sent)
        {
            if (value is not JsonObject map)
            {
                canonical[field] = value?.DeepClone();
                continue;
            }
            var entries = new JsonObject();
            foreach (var (id, entry) in map) entries[ids.GetValueOrDefault(id, id)] = entry?.DeepClone();
            canonical[field] = entries;
        }
        return canonical;
    }
}
