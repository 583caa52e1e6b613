namespace NanoGpt;

/// <summary>
/// Text that a person copied from a file, a web page, or a request: white space, line endings, quotation marks, or the name
/// of the header often surround the value.
/// </summary>
internal static class PastedText
{
    /// <summary>Removes everything around the value, in whatever order it surrounds it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="prefixes">What may precede the value, such as <c>Cookie:</c>, in any case.</param>
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
            // Any white space, or nothing, may stand for the space of "Bearer ".
            if (name.Length == prefix.Length || rest.IsEmpty || char.IsWhiteSpace(rest[0])) return rest;
        }
        return text;
    }

    private static ReadOnlySpan<char> RemoveQuotes(ReadOnlySpan<char> text) =>
        text.Length > 1 && text[0] is '"' or '\'' && text[text.Length - 1] == text[0] ? text.Slice(1, text.Length - 2) : text;
}
