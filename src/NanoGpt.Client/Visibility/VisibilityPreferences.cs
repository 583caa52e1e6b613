using System.Text.Json;
using NanoGpt.Json;

namespace NanoGpt;

/// <summary>
/// An account's visibility preferences at one moment. They keep what this version does not understand, so that nothing is
/// lost when they are sent back. See https://docs.nano-gpt.com/api-reference/endpoint/personalized-models.
/// </summary>
public sealed class VisibilityPreferences
{
    private static readonly Dictionary<string, JsonElement> Empty = [];

    // A map that the service did not send is null, which is not the same as empty: it is not sent back.
    private readonly Dictionary<string, JsonElement>? visibleMap;
    private readonly Dictionary<string, JsonElement>? categoryMap;
    private readonly Dictionary<string, JsonElement> others;

    internal VisibilityPreferences(
        Dictionary<string, JsonElement>? visible, Dictionary<string, JsonElement>? categories, Dictionary<string, JsonElement> others) =>
        (visibleMap, categoryMap, this.others) = (visible, categories, others);

    /// <summary>The request that gave them. Null: none did, they were made of others.</summary>
    public RequestInfo? Request { get; internal init; }

    /// <summary>One entry for each id that anything is saved of, in the ordinal order of the ids.</summary>
    public IEnumerable<ModelVisibility> Entries =>
        SavedVisible.Keys.Union(SavedCategories.Keys).OrderBy(id => id, StringComparer.Ordinal).Select(GetEntry);

    /// <summary>How many saved values are neither a visibility nor a category. They are left as they are.</summary>
    public int InvalidValueCount =>
        SavedVisible.Values.Count(value => value.ValueKind is not (JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null))
        + SavedCategories.Values.Count(value => value.ValueKind != JsonValueKind.Null && PreferencesJson.GetString(value) is null);

    /// <summary>What would change if these entries were merged into the saved ones.</summary>
    /// <param name="entries">In each, a visibility or category that is null stays as it is; a category that is empty is
    /// taken away. Of two entries for one id, the last counts.</param>
    /// <returns>The changes, in the ids' ordinal order; none where all is so already.</returns>
    /// <exception cref="ArgumentException">An id or a category has half of a surrogate pair in it.</exception>
    public IReadOnlyList<ModelVisibilityChange> PlanMerge(IEnumerable<ModelVisibility> entries) => Plan(
        entries.Select(entry => (entry.Id, After: WellFormed(entry))),
        (before, wanted) => new(
            before,
            wanted.Visible ?? before.Visible,
            wanted.Category is null ? before.Category : NullIfEmpty(wanted.Category)));

    /// <summary>What would change if these entries were all that is saved.</summary>
    /// <returns>The changes, in the ids' ordinal order; none where all is so already.</returns>
    /// <exception cref="ArgumentException">An id or a category has half of a surrogate pair in it.</exception>
    public IReadOnlyList<ModelVisibilityChange> PlanReplace(IEnumerable<ModelVisibility> entries) => Plan(
        Entries.Select(entry => (entry.Id, After: new ModelVisibility(entry.Id, null, null)))
            .Concat(entries.Select(entry => (entry.Id, After: WellFormed(entry)))),
        (before, wanted) => new(before, wanted.Visible, NullIfEmpty(wanted.Category)));

    private Dictionary<string, JsonElement> SavedVisible => visibleMap ?? Empty;

    private Dictionary<string, JsonElement> SavedCategories => categoryMap ?? Empty;

    /// <summary>What is saved of a model; nothing, where nothing is.</summary>
    internal ModelVisibility GetEntry(string id) => new(id, GetVisible(id), GetCategory(id));

    /// <summary>The preferences with some entries changed and all else as it is.</summary>
    internal VisibilityPreferences Apply(IEnumerable<ModelVisibilityChange> changes)
    {
        var (visible, categories) = (Copy(visibleMap), Copy(categoryMap));
        foreach (var change in changes)
        {
            if (change.Visible != GetVisible(change.Id)) Set(ref visible, change.Id, PreferencesJson.ToJson(change.Visible));
            if (change.Category != GetCategory(change.Id)) Set(ref categories, change.Id, PreferencesJson.ToJson(change.Category));
        }
        return new(visible, categories, others);
    }

    /// <summary>The preferences with what they lack of earlier ones: values, maps and fields.</summary>
    internal VisibilityPreferences WithMissing(VisibilityPreferences earlier)
    {
        var (visible, categories, fields) = (Copy(visibleMap), Copy(categoryMap), new Dictionary<string, JsonElement>(others));
        foreach (var id in Missing(earlier.SavedVisible, SavedVisible)) Set(ref visible, id, earlier.SavedVisible[id]);
        foreach (var id in Missing(earlier.SavedCategories, SavedCategories)) Set(ref categories, id, earlier.SavedCategories[id]);
        foreach (var field in Missing(earlier.others, others)) fields[field] = earlier.others[field];
        return new(visible, categories, fields) { Request = Request };
    }

    /// <summary>
    /// The ids of the entries, and the names of the fields beside the two maps, that earlier preferences have and these lack,
    /// wholly or in one of the maps.
    /// </summary>
    internal IEnumerable<string> MissingSince(VisibilityPreferences earlier) =>
        Missing(earlier.SavedVisible, SavedVisible).Union(Missing(earlier.SavedCategories, SavedCategories)).OrderBy(id => id, StringComparer.Ordinal)
            .Concat(Missing(earlier.others, others));

    /// <summary>What the service takes: the maps whole, and what else it has sent, unchanged.</summary>
    internal byte[] ToJson() => PreferencesJson.Write(visibleMap, categoryMap, others);

    /// <summary>The ids of the entries that are not saved alike in the other preferences.</summary>
    internal IEnumerable<string> GetDifferentIds(VisibilityPreferences other) =>
        GetDifferentKeys(SavedVisible, other.SavedVisible).Union(GetDifferentKeys(SavedCategories, other.SavedCategories)).OrderBy(id => id, StringComparer.Ordinal);

    /// <summary>
    /// The names of the fields beside the two maps that the other preferences have no more. Their values may well be
    /// others: this version does not know who sets them.
    /// </summary>
    internal IEnumerable<string> GetLostProperties(VisibilityPreferences other) =>
        Missing(others, other.others);

    private bool? GetVisible(string id) => SavedVisible.TryGetValue(id, out var value)
        ? value.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null }
        : null;

    private string? GetCategory(string id) =>
        SavedCategories.TryGetValue(id, out var value) ? NullIfEmpty(PreferencesJson.GetString(value)) : null;

    private static string? NullIfEmpty(string? category) => category is { Length: > 0 } ? category : null;

    private List<ModelVisibilityChange> Plan(
        IEnumerable<(string Id, ModelVisibility After)> entries, Func<ModelVisibility, ModelVisibility, ModelVisibilityChange> change)
    {
        var wanted = new Dictionary<string, ModelVisibility>();
        foreach (var (id, after) in entries) wanted[id] = after;
        return [.. wanted
            .Select(entry => change(GetEntry(entry.Key), entry.Value))
            .Where(change => !change.HasSameValues(change.Before))
            .OrderBy(change => change.Id, StringComparer.Ordinal)];
    }

    private static ModelVisibility WellFormed(ModelVisibility entry) =>
        Utf16.IsWellFormed(entry.Id) && (entry.Category is null || Utf16.IsWellFormed(entry.Category))
            ? entry
            : throw new ArgumentException($"The id or the category of '{entry.Id}' has half of a surrogate pair in it.", nameof(entry));

    private static Dictionary<string, JsonElement>? Copy(Dictionary<string, JsonElement>? map) => map is null ? null : new(map);

    private static void Set(ref Dictionary<string, JsonElement>? map, string id, JsonElement? value)
    {
        if (value is { } json) (map ??= [])[id] = json;
        else map?.Remove(id);
    }

    private static IEnumerable<string> Missing(Dictionary<string, JsonElement> earlier, Dictionary<string, JsonElement> later) =>
        earlier.Keys.Where(key => !later.ContainsKey(key));

    private static IEnumerable<string> GetDifferentKeys(Dictionary<string, JsonElement> some, Dictionary<string, JsonElement> others) =>
        some.Keys.Union(others.Keys).Where(id =>
            !some.TryGetValue(id, out var value) || !others.TryGetValue(id, out var other) || !PreferencesJson.AreEqual(value, other));
}
