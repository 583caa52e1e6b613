namespace NanoGpt;

/// <summary>Text as .NET keeps it, in which a character may be a pair of surrogates.</summary>
public static class Utf16
{
    /// <summary>
    /// Whether each surrogate is a half of a pair. One that is not would be sent as U+FFFD, and so as another text.
    /// </summary>
    public static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsSurrogatePair(text, i)) return false;
            i++;
        }
        return true;
    }
}
