using System.Text.Json.Nodes;

namespace NanoGpt.Sandbox;

/// <summary>The saved preferences of all accounts and the rules for saving.</summary>
internal sealed class PreferenceStore(Catalog catalog, Upsert upsert)
{
    private readonly Dictionary<Account, Preferences> preferences =
        Accounts.All.ToDictionary(account => account, account => new Preferences(account));

    private volatile HashSet<string> ignored = [];

    public Upsert Upsert { get; set; } = upsert;

    /// <summary>Gets or sets a value that indicates whether ids are saved in the letter case of the catalog.</summary>
    public bool HasCanonicalIds { get; set; }

    public Preferences this[Account account] => preferences[account];

    /// <summary>Sets the ids whose entries are accepted but not saved.</summary>
    public void Ignore(IEnumerable<string> ids) => ignored = [.. ids];

    /// <summary>Creates the update that a request to save makes. Unknown ids are ignored.</summary>
    /// <returns>The update. It throws a <see cref="FormatException"/> if a value has the wrong type and is not already
    /// saved.</returns>
    public Func<JsonObject, JsonObject> CreateUpdate(JsonObject sent)
    {
        if (HasCanonicalIds) sent = ToCanonicalIds(sent);
        return saved => new UpsertSemantics(
            Upsert,
            saved,
            id => (catalog.Ids.Contains(id) || saved.ContainsId(id)) && !ignored.Contains(id)).Apply(sent);
    }

    private JsonObject ToCanonicalIds(JsonObject sent)
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
