namespace NanoGpt;

/// <summary>
/// Extracts a value from copied text. White space, line endings, quotation marks, or the name of a header often surround it.
/// </summary>
internal static class PastedText
{
    /// <summary>Removes the surroundings of a value, in any order.</summary>
    /// <param name="text">The text.</param>
    /// <param name="prefixes">The prefixes to remove, such as <c>Cookie:</c>. Case is ignored.</param>
    public static ReadOnlySpan<char> Unwrap(ReadOnlySpan<char> text, params string[] prefixes)
    {
        var value = text.Trim();
        while (true)
        {
            var inner = RemoveQuotes(RemovePrefix(value, prefixes)).Trim();
            if (inner.Length == value.Length) return value;
            value = inner;
        }
    }

    private static ReadOnlySpan<char> RemovePrefix(ReadOnlySpan<char> text, string[] prefixes)
    {
        foreach (var prefix in prefixes)
        {
            var name = prefix.AsSpan().TrimEnd();
            if (!text.StartsWith(name, StringComparison.OrdinalIgnoreCase)) continue;
            var rest = text.Slice(name.Length);
            // Any white space, or the end of the text, matches the space of "Bearer ".
            if (name.Length == prefix.Length || rest.IsEmpty || char.IsWhiteSpace(rest[0])) return rest;
        }
        return text;
    }

    private static ReadOnlySpan<char> RemoveQuotes(ReadOnlySpan<char> text) =>
        text.Length > 1 && text[0] is '"' or '\'' && text[text.Length - 1] == text[0] ? text.Slice(1, text.Length - 2) : text;
}
