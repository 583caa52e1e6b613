using System.Text.Json;
using System.Text.Json.Nodes;

namespace NanoGpt.Sandbox;

/// <summary>Computes the preferences after a request to save.</summary>
/// <param name="Upsert">How the saved preferences change.</param>
/// <param name="Saved">The preferences before the request.</param>
/// <param name="IsAccepted">Determines whether entries of an id are saved. Other entries remain unchanged.</param>
internal sealed record UpsertSemantics(Upsert Upsert, JsonObject Saved, Predicate<string> IsAccepted)
{
    /// <exception cref="FormatException">A value has the wrong type and is not already saved.</exception>
    public JsonObject Apply(JsonObject sent)
    {
        var result = Upsert is Upsert.Merge ? Saved.DeepClone().AsObject() : [];
        foreach (var (field, value) in sent)
        {
            switch (field)
            {
                case PreferenceDocument.VisibleTextModels:
                    Set(result, field, value, IsBoolean);
                    break;
                case PreferenceDocument.ModelCategories:
                    Set(result, field, value, IsString);
                    break;
                default:
                    result[field] = value?.DeepClone();
                    break;
            }
        }

        return result;
    }

    private static bool IsBoolean(JsonNode? value) => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False;

    private static bool IsString(JsonNode? value) => value?.GetValueKind() is JsonValueKind.String;

    private void Set(JsonObject result, string field, JsonNode? sent, Predicate<JsonNode?> isValid)
    {
        if (sent is JsonObject entries)
        {
            var map = Combine(Saved[field] as JsonObject ?? [], entries, isValid);
            if (map.Count > 0 || Upsert is Upsert.Replace) result[field] = map;
        }
        else if (sent is null || IsSaved(Saved, field, sent))
        {
            if (Upsert is Upsert.Replace) result[field] = sent?.DeepClone();
        }
        else
        {
            throw new FormatException($"{field} is not a map.");
        }
    }

    private JsonObject Combine(JsonObject saved, JsonObject sent, Predicate<JsonNode?> isValid)
    {
        var map = new JsonObject();
        foreach (var (id, value) in saved)
            if (Upsert is Upsert.Merge || !IsAccepted(id))
                map[id] = value?.DeepClone();
        foreach (var (id, value) in sent)
        {
            // A client can send back invalid values that are already saved, but no new ones.
            if (!isValid(value) && !IsSaved(saved, id, value)) throw new FormatException($"The value of {id} is invalid.");
            if (IsAccepted(id)) map[id] = value?.DeepClone();
        }

        return map;
    }

    private static bool IsSaved(JsonObject saved, string name, JsonNode? value) =>
        saved.TryGetPropertyValue(name, out var before) && JsonNode.DeepEquals(before, value);
}
