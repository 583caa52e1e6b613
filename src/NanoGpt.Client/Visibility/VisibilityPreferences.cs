using System.Text.Json;
using NanoGpt.Json;

namespace NanoGpt;

/// <summary>
/// A snapshot of an account's visibility preferences. Keeps values and properties that this version does not understand, so
/// that none are lost when the preferences are sent back. See https://docs.nano-gpt.com/api-reference/endpoint/personalized-models.
/// </summary>
public sealed class VisibilityPreferences
{
    private static readonly Dictionary<string, JsonElement> Empty = [];

    // A map that the service did not send is null, and is not sent back.
    private readonly Dictionary<string, JsonElement>? visibleMap;
    private readonly Dictionary<string, JsonElement>? categoryMap;
    private readonly Dictionary<string, JsonElement> others;

    internal VisibilityPreferences(
        Dictionary<string, JsonElement>? visible, Dictionary<string, JsonElement>? categories, Dictionary<string, JsonElement> others) =>
        (visibleMap, categoryMap, this.others) = (visible, categories, others);

    /// <summary>
    /// Gets the request that returned the preferences; <see langword="null"/> if they were derived from others.
    /// </summary>
    public RequestInfo? Request { get; internal init; }

    /// <summary>
    /// Gets one entry for each id with a saved value, in the ordinal order of the ids. An empty category means none, so it is not a
    /// value.
    /// </summary>
    public IEnumerable<ModelVisibility> Entries =>
        SavedVisible.Keys.Union(SavedCategories.Where(entry => PreferencesJson.GetString(entry.Value) is not "").Select(entry => entry.Key)).OrderBy(id => id, StringComparer.Ordinal).Select(GetEntry);

    /// <summary>Gets the number of saved values that are not a valid visibility or category. A change keeps them.</summary>
    public int InvalidValueCount =>
        SavedVisible.Values.Count(value => value.ValueKind is not (JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null))
        + SavedCategories.Values.Count(value => value.ValueKind != JsonValueKind.Null && PreferencesJson.GetString(value) is null);

    /// <summary>Plans the changes that merge entries into the saved ones.</summary>
    /// <param name="entries">The entries. A visibility or category that is <see langword="null"/> is not changed; an
    /// empty category is removed. If several entries have the same id, the last one is used.</param>
    /// <returns>The changes in the ordinal order of the ids; empty if nothing has to change.</returns>
    /// <exception cref="ArgumentException">An id or a category contains an unpaired surrogate.</exception>
    public IReadOnlyList<ModelVisibilityChange> PlanMerge(IEnumerable<ModelVisibility> entries) =>
        PlanAssignments(entries.Select(entry => new VisibilityAssignment(entry, entry.Visible is not null, entry.Category is not null)));

    /// <summary>Plans the changes that replace all saved entries.</summary>
    /// <returns>The changes in the ordinal order of the ids; empty if nothing has to change.</returns>
    /// <exception cref="ArgumentException">An id or a category contains an unpaired surrogate.</exception>
    public IReadOnlyList<ModelVisibilityChange> PlanReplace(IEnumerable<ModelVisibility> entries) => PlanAssignments(
        Entries.Select(entry => new ModelVisibility(entry.Id, null, null)).Concat(entries).Select(entry => new VisibilityAssignment(entry)));

    /// <summary>Plans the changes that save the specified values, and leave all others unchanged.</summary>
    /// <param name="assignments">The values. If there are several for the same id, the last one is used.</param>
    /// <returns>The changes in the ordinal order of the ids; empty if nothing has to change.</returns>
    /// <exception cref="ArgumentException">An id or a category contains an unpaired surrogate.</exception>
    public IReadOnlyList<ModelVisibilityChange> PlanAssignments(IEnumerable<VisibilityAssignment> assignments)
    {
        var wanted = new Dictionary<string, VisibilityAssignment>();
        foreach (var assignment in assignments) wanted[RequireWellFormed(assignment.Entry).Id] = assignment;
        return Sort(wanted.Values.Select(Plan));
    }

    /// <summary>Plans the changes that revert earlier changes.</summary>
    /// <param name="changes">The earlier changes, oldest first. Several changes of the same entry are reverted as one.</param>
    /// <exception cref="ArgumentException">An id or a category contains an unpaired surrogate.</exception>
    public VisibilityUndo PlanUndo(IEnumerable<ModelVisibilityChange> changes)
    {
        var pending = changes
            .GroupBy(change => RequireWellFormed(change.Before).Id)
            .Where(group => group.Any(change => !change.HasSameValues(change.Before)))
            .Select(group => group.Last().Combine(group.First()).Reverse())
            .Select(undo => (Undo: undo, Current: GetEntry(undo.Id)))
            .Where(pair => !pair.Current.HasSameValues(pair.Undo))
            .ToList();
        return new(
            Sort(pending.Select(pair => pair.Undo.Rebase(pair.Current))),
            [.. pending.Where(pair => !pair.Current.HasSameValues(pair.Undo.Before)).Select(pair => pair.Current.Id)]);
    }

    /// <summary>Determines whether a value is saved for an id, even one that this version does not understand.</summary>
    public bool Contains(string id) => SavedVisible.ContainsKey(id) || SavedCategories.ContainsKey(id);

    private Dictionary<string, JsonElement> SavedVisible => visibleMap ?? Empty;

    private Dictionary<string, JsonElement> SavedCategories => categoryMap ?? Empty;

    /// <summary>Returns the entry of a model. Its values are <see langword="null"/> if none are saved.</summary>
    internal ModelVisibility GetEntry(string id) => new(id, GetVisible(id), GetCategory(id));

    /// <summary>Returns a copy of the preferences with the changes applied.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="emptyCategories"><see langword="true"/> to save an empty category instead of removing it.</param>
    internal VisibilityPreferences Apply(IEnumerable<ModelVisibilityChange> changes, bool emptyCategories = false)
    {
        var (visible, categories) = (Copy(visibleMap), Copy(categoryMap));
        foreach (var change in changes)
        {
            if (change.Visible != GetVisible(change.Id)) Set(ref visible, change.Id, PreferencesJson.ToJson(change.Visible));
            if (change.Category != GetCategory(change.Id)) Set(ref categories, change.Id, PreferencesJson.ToJson(change.Category ?? (emptyCategories ? "" : null)));
        }
        return new(visible, categories, others);
    }

    /// <summary>
    /// Returns a copy of the preferences with the values, maps, and properties of earlier ones that they lack.
    /// </summary>
    internal VisibilityPreferences WithMissing(VisibilityPreferences earlier)
    {
        var (visible, categories, properties) = (Copy(visibleMap), Copy(categoryMap), new Dictionary<string, JsonElement>(others));
        foreach (var id in GetMissingKeys(earlier.SavedVisible, SavedVisible)) Set(ref visible, id, earlier.SavedVisible[id]);
        foreach (var id in GetMissingKeys(earlier.SavedCategories, SavedCategories)) Set(ref categories, id, earlier.SavedCategories[id]);
        foreach (var property in GetMissingKeys(earlier.others, others)) properties[property] = earlier.others[property];
        return new(visible, categories, properties) { Request = Request };
    }

    /// <summary>
    /// Returns the ids in either map of earlier preferences that are missing from the same map of these, and then the names
    /// of missing properties other than the two maps.
    /// </summary>
    internal IEnumerable<string> GetMissingSince(VisibilityPreferences earlier) =>
        GetMissingKeys(earlier.SavedVisible, SavedVisible)
            .Union(GetMissingKeys(earlier.SavedCategories, SavedCategories))
            .OrderBy(id => id, StringComparer.Ordinal)
            .Concat(GetMissingKeys(earlier.others, others));

    /// <summary>Returns the body of a request: the complete maps, and all other properties unchanged.</summary>
    internal byte[] ToJson() => PreferencesJson.Write(visibleMap, categoryMap, others);

    /// <summary>Returns the ids whose saved values differ from the other preferences, in ordinal order.</summary>
    internal IEnumerable<string> GetDifferentIds(VisibilityPreferences other) =>
        GetDifferentKeys(SavedVisible, other.SavedVisible)
            .Union(GetDifferentKeys(SavedCategories, other.SavedCategories))
            .OrderBy(id => id, StringComparer.Ordinal);

    /// <summary>
    /// Returns the names of properties other than the two maps that the other preferences lack. Their values are not compared:
    /// the service itself can set them.
    /// </summary>
    internal IEnumerable<string> GetLostProperties(VisibilityPreferences other) => GetMissingKeys(others, other.others);

    private bool? GetVisible(string id) => SavedVisible.TryGetValue(id, out var value)
        ? value.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null }
        : null;

    private string? GetCategory(string id) =>
        SavedCategories.TryGetValue(id, out var value) ? NullIfEmpty(PreferencesJson.GetString(value)) : null;

    private static string? NullIfEmpty(string? category) => category is { Length: > 0 } ? category : null;

    private ModelVisibilityChange Plan(VisibilityAssignment assignment)
    {
        var before = GetEntry(assignment.Entry.Id);
        return new(
            before,
            assignment.SetsVisible ? assignment.Entry.Visible : before.Visible,
            assignment.SetsCategory ? NullIfEmpty(assignment.Entry.Category) : before.Category);
    }

    private static List<ModelVisibilityChange> Sort(IEnumerable<ModelVisibilityChange> changes) =>
        [.. changes.Where(change => !change.HasSameValues(change.Before)).OrderBy(change => change.Id, StringComparer.Ordinal)];

    private static ModelVisibility RequireWellFormed(ModelVisibility entry) =>
        Utf16.IsWellFormed(entry.Id) && (entry.Category is null || Utf16.IsWellFormed(entry.Category))
            ? entry
            : throw new ArgumentException($"The id or the category of '{entry.Id}' contains an unpaired surrogate.", nameof(entry));

    private static Dictionary<string, JsonElement>? Copy(Dictionary<string, JsonElement>? map) => map is null ? null : new(map);

    private static void Set(ref Dictionary<string, JsonElement>? map, string id, JsonElement? value)
    {
        if (value is { } json) (map ??= [])[id] = json;
        else map?.Remove(id);
    }

    private static IEnumerable<string> GetMissingKeys(Dictionary<string, JsonElement> earlier, Dictionary<string, JsonElement> later) =>
        earlier.Keys.Where(key => !later.ContainsKey(key));

    private static IEnumerable<string> GetDifferentKeys(Dictionary<string, JsonElement> first, Dictionary<string, JsonElement> second) =>
        first.Keys.Union(second.Keys).Where(id =>
            !first.TryGetValue(id, out var value) || !second.TryGetValue(id, out var other) || !PreferencesJson.AreEqual(value, other));
}
