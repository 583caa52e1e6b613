using System.Text.Json;
using NanoGpt.Sandbox;

namespace NanoGpt.Client.Tests;

/// <summary>An entry of the sandbox catalog, with the properties that determine where it is listed.</summary>
internal sealed record CatalogEntry(string Id, string Json, bool IsVisible, bool IsIncluded, int Rank);

/// <summary>The sandbox catalog, read independently of the client and the sandbox.</summary>
internal static class SandboxCatalog
{
    public static IReadOnlyList<CatalogEntry> Entries { get; } = Read();

    /// <summary>Gets the entries of the catalogs of other models than text models.</summary>
    public static IReadOnlyList<string> OtherEntries { get; } =
        [.. ReadProperties("catalogs.json").SelectMany(catalog => catalog.EnumerateArray()).Select(entry => entry.GetRawText())];

    /// <summary>Gets the responses that list providers.</summary>
    public static IReadOnlyList<string> Providers { get; } = [.. ReadProperties("providers.json").Select(providers => providers.GetRawText())];

    private static JsonElement[] ReadProperties(string name)
    {
        using var file = typeof(SandboxServer).Assembly.GetManifestResourceStream(name)!;
        return [.. JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(file)!.Values];
    }

    private static CatalogEntry[] Read()
    {
        using var file = typeof(SandboxServer).Assembly.GetManifestResourceStream("catalog.json")!;
        using var json = JsonDocument.Parse(file);
        return [.. json.RootElement.GetProperty("data").EnumerateArray().Select(entry => new CatalogEntry(
            entry.GetProperty("id").GetString()!,
            entry.GetRawText(),
            !GetHint(entry, "visible", out var visible) || visible.GetBoolean(),
            entry.GetProperty("subscription").GetProperty("included").GetBoolean(),
            GetHint(entry, "rank", out var rank) ? rank.GetInt32() : int.MaxValue))];
    }

    private static bool GetHint(JsonElement entry, string name, out JsonElement value)
    {
        value = default;
        return entry.TryGetProperty("sandbox", out var hints) && hints.TryGetProperty(name, out value);
    }
}
