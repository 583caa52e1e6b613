using System.Text.Json;
using System.Text.Json.Nodes;

namespace NanoGpt.Sandbox;

/// <summary>The JSON format of the preferences.</summary>
internal static class PreferenceDocument
{
    public const string VisibleTextModels = "visibleTextModels";

    public const string ModelCategories = "modelCategories";

    /// <summary>Creates the initial preferences of an account. Empty maps are omitted, as the service may do.</summary>
    public static JsonObject From(Account account)
    {
        var document = new JsonObject();
        if (account.VisibleTextModels.Count > 0)
            document[VisibleTextModels] = JsonSerializer.SerializeToNode(account.VisibleTextModels);
        if (account.ModelCategories.Count > 0)
            document[ModelCategories] = JsonSerializer.SerializeToNode(account.ModelCategories);
        return document;
    }

    /// <summary>Determines whether either map contains an id.</summary>
    public static bool ContainsId(this JsonObject document, string id) =>
        document[VisibleTextModels] is JsonObject visible && visible.ContainsKey(id)
        || document[ModelCategories] is JsonObject categories && categories.ContainsKey(id);

    /// <summary>Gets the saved visibility by model id, without invalid values.</summary>
    public static IReadOnlyDictionary<string, bool> GetVisibility(this JsonObject document)
    {
        var visibility = new Dictionary<string, bool>();
        if (document[VisibleTextModels] is JsonObject saved)
            foreach (var (id, value) in saved)
                if (value is JsonValue known && known.TryGetValue(out bool isVisible))
                    visibility[id] = isVisible;
        return visibility;
    }

    /// <summary>Merges a change into the preferences recursively. A null removes the property.</summary>
    public static void Merge(this JsonObject document, JsonObject change)
    {
        foreach (var (name, value) in change)
        {
            if (value is null)
            {
                document.Remove(name);
            }
            else if (value is JsonObject inner)
            {
                if (document[name] is not JsonObject) document[name] = new JsonObject();
                document[name]!.AsObject().Merge(inner);
            }
            else
            {
                document[name] = value.DeepClone();
            }
        }
    }
}
