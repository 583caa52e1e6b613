namespace NanoGpt;

/// <summary>Words that must all occur in a model's id, name or description, whatever their case.</summary>
internal sealed class ModelSearch(IEnumerable<string> texts)
{
    private readonly string[] words = [.. texts.SelectMany(text => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))];

    /// <summary>Whether a model has all the words, each in one place or another.</summary>
    public bool Matches(Model model) =>
        Array.TrueForAll(words, word => Contains(model.Id, word) || Contains(model.Name, word) || Contains(model.Description, word));

    private static bool Contains(string? text, string word) => text?.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;
}
