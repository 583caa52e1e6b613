namespace NanoGpt;

/// <summary>Matches models whose id, name, or description contains all specified words, ignoring case.</summary>
internal sealed class ModelSearch(IEnumerable<string> texts)
{
    private readonly string[] words = [.. texts.SelectMany(text => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))];

    /// <summary>Returns whether a model contains all words, each in its id, name, or description.</summary>
    public bool Matches(Model model) =>
        Array.TrueForAll(words, word => Contains(model.Id, word) || Contains(model.Name, word) || Contains(model.Description, word));

    private static bool Contains(string? text, string word) => text?.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;
}
