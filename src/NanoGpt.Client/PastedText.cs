namespace NanoGpt;

/// <summary>
/// Text that a person copied from a file, a web page, or a request: white space, line endings, quotation marks, or the name
/// of the header often surround the value.
/// </summary>
internal static class PastedText
{
    /// <summary>Removes everything around the value, in whatever order it surrounds it.</summary>
    /// <param name="text">The text. Null is the same as empty.</param>
    /// <param name="prefixes">What may precede the value, such as <c>Cookie:</c>, in any case.</param>
    public static string Unwrap(string? text, params string[] prefixes)
    {
        var value = text?.Trim() ?? "";
        while (true)
        {
            var inner = RemoveQuotes(RemovePrefix(value, prefixes)).Trim();
            if (inner.Length == value.Length) return value;
            value = inner;
        }
    }

    private static string RemovePrefix(string text, string[] prefixes)
    {
        // A tab or a line ending may stand for a space. The added space lets "Bearer " match where no value follows it.
        var spaced = string.Concat(text.Select(c => char.IsWhiteSpace(c) ? ' ' : c)) + " ";
        var prefix = Array.Find(prefixes, prefix => spaced.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
        return prefix is null ? text : text.Substring(Math.Min(prefix.Length, text.Length));
    }

    private static string RemoveQuotes(string text) =>
        text.Length > 1 && text[0] is '"' or '\'' && text[text.Length - 1] == text[0] ? text.Substring(1, text.Length - 2) : text;
}
