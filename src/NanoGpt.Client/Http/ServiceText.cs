using System.Text;

namespace NanoGpt.Http;

/// <summary>Makes text that came over the network fit for a message.</summary>
internal static class ServiceText
{
    private const int Longest = 500;

    /// <summary>One line of printable text, with the secret taken out should the service have echoed it.</summary>
    public static string Clean(string text, Secret? secret)
    {
        // The secret goes first: a cut through the middle of it would leave half.
        var safe = secret?.RemoveFrom(text) ?? text;
        var clean = new StringBuilder(Math.Min(safe.Length, Longest));
        foreach (var c in safe)
        {
            if (clean.Length == Longest) return clean.Append('…').ToString();
            if (!char.IsControl(c) && c is not ('\u2028' or '\u2029')) clean.Append(c);
            else if (clean.Length > 0 && clean[clean.Length - 1] != ' ') clean.Append(' ');
        }
        return clean.ToString().Trim();
    }
}
