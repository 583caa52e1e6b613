using System.Globalization;
using System.Text;

namespace NanoGpt.Http;

/// <summary>Makes text that came over the network fit for a message.</summary>
internal static class ServiceText
{
    private const int Longest = 500;
    private const int MostNames = 5;

    /// <summary>
    /// One line of printable text, not too long: without line breaks, escape sequences, or marks that turn the direction
    /// of writing.
    /// </summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(Math.Min(text.Length, Longest));
        foreach (var c in text)
        {
            if (clean.Length == Longest) return clean.Append('…').ToString();
            if (IsPrintable(c)) clean.Append(c);
            else if (clean.Length > 0 && clean[clean.Length - 1] != ' ') clean.Append(' ');
        }
        return clean.ToString().Trim();
    }

    /// <summary>Some names, and how many more there are.</summary>
    public static string List(IReadOnlyCollection<string> names)
    {
        var some = string.Join(", ", names.Take(MostNames).Select(Clean));
        return names.Count <= MostNames ? some : $"{some} and {names.Count - MostNames} more";
    }

    private static bool IsPrintable(char c) => char.GetUnicodeCategory(c) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
