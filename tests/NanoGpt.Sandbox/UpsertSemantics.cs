using System.Text.Json;
using System.Text.Json.Nodes;

namespace NanoGpt.Sandbox;

/// <summary>Makes new preferences of what was saved and what is sent.</summary>
/// <param name="Upsert">What becomes of what was saved.</param>
/// <param name="Saved">The preferences before.</param>
/// <param name="IsTaken">Whether entries of this id are saved; those of others stay as they are.</param>
internal sealed record UpsertSemantics(Upsert Upsert, JsonObject Saved, Predicate<string> IsTaken)
{
    /// <exception cref="FormatException">A value is of the wrong type, and not one that was saved like that.</exception>
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
                    Set(result, field, value, IsText);
                    break;
                default:
                    result[field] = value?.DeepClone();
                    break;
            }
        }

        return result;
    }

    private static bool IsBoolean(JsonNode? value) => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False;

    private static bool IsText(JsonNode? value) => value?.GetValueKind() is JsonValueKind.String;

    private void Set(JsonObject result, string field, JsonNode? sent, Predicate<JsonNode?> isProper)
    {
        if (sent is JsonObject entries)
        {
            var map = Combine(Saved[field] as JsonObject ?? [], entries, isProper);
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

    private JsonObject Combine(JsonObject saved, JsonObject sent, Predicate<JsonNode?> isProper)
    {
        var map = new JsonObject();
        foreach (var (id, value) in saved)
            if (Upsert is Upsert.Merge || !IsTaken(id))
                map[id] = value?.DeepClone();
        foreach (var (id, value) in sent)
        {
            // A client may carry along what it does not understand; it may not make up more of it.
            if (!isProper(value) && !IsSaved(saved, id, value)) throw new FormatException($"The value of {id} is odd.");
            if (IsTaken(id)) map[id] = value?.DeepClone();
        }

        return map;
    }

    private static bool IsSaved(JsonObject saved, string name, JsonNode? value) =>
        saved.TryGetPropertyValue(name, out var before) && JsonNode.DeepEquals(before, value);
}
