using System.Text.Json.Nodes;

namespace NanoGpt.Sandbox;

/// <summary>What all accounts have saved, and the rules by which they save.</summary>
internal sealed class PreferenceStore(Catalog catalog, Upsert upsert)
{
    private readonly Dictionary<Account, Preferences> preferences =
        Accounts.All.ToDictionary(account => account, account => new Preferences(account));

    private volatile HashSet<string> ignored = [];

    public Upsert Upsert { get; set; } = upsert;

    public Preferences this[Account account] => preferences[account];

    /// <summary>Accepts entries of these ids from now on, and does not save them.</summary>
    public void Ignore(IEnumerable<string> ids) => ignored = [.. ids];

    /// <summary>Saves what an account sends. Ids that nobody knows are left out without a word.</summary>
    /// <exception cref="FormatException">A value is of the wrong type, and not one that was saved like that.</exception>
    public void Save(Account account, JsonObject sent) => this[account].Update(saved =>
        new Upserting(
            Upsert,
            saved,
            id => (catalog.Ids.Contains(id) || saved.Names(id)) && !ignored.Contains(id)).With(sent));
}
