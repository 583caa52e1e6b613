using System.Text;
using System.Text.RegularExpressions;
using NanoGpt.Compatibility;

namespace NanoGpt.Json;

/// <summary>
/// Makes JSON readable that has text in it which no computer can show: bytes that are not UTF-8, halves of surrogate
/// pairs. The parser lets them pass and fails later, whenever somebody looks at the text.
/// </summary>
internal static class UnicodeRepair
{
    public const string ReplacementCharacter = "\uFFFD";

    // Whole escapes, so that what follows an escaped backslash is not taken for one; pairs, so that they are left alone.
    private static readonly Regex Escape = new(
        @"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<half>\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\.",
        RegexOptions.CultureInvariant);

    /// <summary>
    /// The same JSON with a replacement character for each thing that can't be shown; itself, when there is none.
    /// </summary>
    public static ReadOnlySpan<byte> Repair(ReadOnlySpan<byte> json)
    {
        var isUtf8 = Platform.IsUtf8(json);
        var hasSurrogates = json.IndexOf(@"\ud"u8) >= 0 || json.IndexOf(@"\uD"u8) >= 0;
        if (isUtf8 && !hasSurrogates) return json;
        var text = Encoding.UTF8.GetString(json.ToArray());
        var readable = Escape.Replace(text, match => match.Groups["half"].Success ? ReplacementCharacter : match.Value);
        return isUtf8 && readable == text ? json : Encoding.UTF8.GetBytes(readable);
    }
}
