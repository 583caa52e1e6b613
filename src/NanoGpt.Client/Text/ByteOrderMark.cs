using System.Text;

namespace NanoGpt;

/// <summary>Detects the byte order marks of UTF-8 and UTF-16.</summary>
internal static class ByteOrderMark
{
    /// <summary>The code page of UTF-16 LE.</summary>
    public const int Utf16LittleEndian = 1200;

    /// <summary>The code page of UTF-16 BE.</summary>
    public const int Utf16BigEndian = 1201;

    private static readonly Encoding[] Encodings = [Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode];

    /// <summary>Gets the byte order mark of UTF-8.</summary>
    public static ReadOnlySpan<byte> Utf8 => "\uFEFF"u8;

    /// <summary>Gets the length of the UTF-8 byte order mark at the start of a text; 0 if there is none.</summary>
    public static int GetUtf8Length(ReadOnlySpan<byte> text) => text.StartsWith(Utf8) ? Utf8.Length : 0;

    /// <summary>Gets the encoding that the byte order mark at the start of a text indicates.</summary>
    /// <returns>The encoding; <see langword="null"/> if there is no byte order mark of UTF-8 or UTF-16.</returns>
    public static Encoding? Detect(ReadOnlySpan<byte> text)
    {
        foreach (var encoding in Encodings)
            if (text.StartsWith(encoding.GetPreamble()))
                return encoding;
        return null;
    }
}
