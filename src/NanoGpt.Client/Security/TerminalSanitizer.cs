using System.Globalization;
using System.Text;

namespace NanoGpt;

/// <summary>Sanitizes text from the network for a terminal, which interprets control characters.</summary>
public static class TerminalSanitizer
{
    private const int MaxListed = 5;

    /// <summary>
    /// Converts text to one line: replaces control characters and line breaks with a space, and removes characters that reorder
    /// or hide the text around them.
    /// </summary>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is <see langword="null"/>.</exception>
    public static string Sanitize(string text)
    {
        var value = text ?? throw new ArgumentNullException(nameof(text));
        for (var i = 0; i < value.Length; i++)
            if (IsUnsafe(CharUnicodeInfo.GetUnicodeCategory(value, i)))
                return RemoveUnsafe(value);
        return value;
    }

    /// <summary>Formats a list of sanitized texts: the first five, and the number of the others.</summary>
    public static string SanitizeList(IReadOnlyCollection<string> texts)
    {
        var first = string.Join(", ", texts.Take(MaxListed).Select(Sanitize));
        return texts.Count <= MaxListed ? first : $"{first} and {texts.Count - MaxListed} more";
    }

    private static string RemoveUnsafe(string text)
    {
        var sanitized = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var category = CharUnicodeInfo.GetUnicodeCategory(text, i);
            if (!IsUnsafe(category)) sanitized.Append(text[i]);
            else if (category != UnicodeCategory.Format) AppendSpace(sanitized);
            else if (char.IsSurrogatePair(text, i)) i++;
        }
        return sanitized.ToString();
    }

    private static void AppendSpace(StringBuilder sanitized)
    {
        if (sanitized.Length > 0 && sanitized[sanitized.Length - 1] != ' ') sanitized.Append(' ');
    }

    private static bool IsUnsafe(UnicodeCategory category) => category
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
