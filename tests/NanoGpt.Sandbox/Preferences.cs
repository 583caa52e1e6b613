namespace NanoGpt.Sandbox;

/// <summary>An account's saved preferences, as long as a server lives.</summary>
internal sealed class Preferences(Account account)
{
    private readonly object gate = new();
    private readonly Dictionary<string, bool> visible = new(account.VisibleTextModels);
    private readonly Dictionary<string, string> categories = new(account.ModelCategories);

    public static IReadOnlyDictionary<Account, Preferences> OfAllAccounts() =>
        Accounts.All.ToDictionary(account => account, account => new Preferences(account));

    public (IReadOnlyDictionary<string, bool> Visible, IReadOnlyDictionary<string, string> Categories) Read()
    {
        lock (gate) return (new Dictionary<string, bool>(visible), new Dictionary<string, string>(categories));
    }

    public void Merge(
        IEnumerable<KeyValuePair<string, bool>> newVisible, IEnumerable<KeyValuePair<string, string>> newCategories)
    {
        lock (gate)
        {
            foreach (var (id, isVisible) in newVisible) visible[id] = isVisible;
            foreach (var (id, category) in newCategories) categories[id] = category;
        }
    }
}
