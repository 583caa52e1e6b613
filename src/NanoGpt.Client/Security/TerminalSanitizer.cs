using System.Globalization;
using System.Text;

namespace NanoGpt;

/// <summary>Makes text that came over the network fit for a terminal, which obeys some characters instead of showing them.</summary>
public static class TerminalSanitizer
{
    private const int MaxListed = 5;

    /// <summary>
    /// The text as one line that a terminal can only show: a space for control characters and line breaks, nothing for
    /// characters that reorder or hide what stands around them.
    /// </summary>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    public static string Sanitize(string text)
    {
        var said = text ?? throw new ArgumentNullException(nameof(text));
        for (var i = 0; i < said.Length; i++)
            if (IsUnsafe(CharUnicodeInfo.GetUnicodeCategory(said, i)))
                return RemoveUnsafe(said);
        return said;
    }

    /// <summary>The first few of some texts, made harmless, and how many more there are.</summary>
    public static string SanitizeList(IReadOnlyCollection<string> texts)
    {
        var first = string.Join(", ", texts.Take(MaxListed).Select(Sanitize));
        return texts.Count <= MaxListed ? first : $"{first} and {texts.Count - MaxListed} more";
    }

    private static string RemoveUnsafe(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var category = CharUnicodeInfo.GetUnicodeCategory(text, i);
            if (!IsUnsafe(category)) clean.Append(text[i]);
            else if (category != UnicodeCategory.Format) AppendSpace(clean);
            else if (char.IsSurrogatePair(text, i)) i++;
        }
        return clean.ToString();
    }

    private static void AppendSpace(StringBuilder clean)
    {
        if (clean.Length > 0 && clean[clean.Length - 1] != ' ') clean.Append(' ');
    }

    private static bool IsUnsafe(UnicodeCategory category) => category
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
