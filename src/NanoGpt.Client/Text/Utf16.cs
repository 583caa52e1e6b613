namespace NanoGpt;

/// <summary>Validates UTF-16 text.</summary>
public static class Utf16
{
    /// <summary>
    /// Determines whether text has no unpaired surrogates, which would be replaced with U+FFFD when they are sent.
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
