using System.Text;
using System.Text.RegularExpressions;
using NanoGpt.Compatibility;

namespace NanoGpt.Json;

/// <summary>
/// Replaces invalid Unicode in JSON: bytes that are not UTF-8, and unpaired surrogates. The parser accepts both, and fails later
/// when the string is read.
/// </summary>
internal static class UnicodeRepair
{
    public const string ReplacementCharacter = "\uFFFD";

    // Matches every escape, so that an escaped backslash does not start another, and surrogate pairs, which stay unchanged.
    private static readonly Regex Escape = new(
        @"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<unpaired>\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\.",
        RegexOptions.CultureInvariant);

    /// <summary>Replaces invalid Unicode with replacement characters.</summary>
    /// <returns>The repaired JSON, or the same JSON if it is valid.</returns>
    public static ReadOnlySpan<byte> Repair(ReadOnlySpan<byte> json)
    {
        var isUtf8 = Platform.IsUtf8(json);
        var hasSurrogates = json.IndexOf(@"\ud"u8) >= 0 || json.IndexOf(@"\uD"u8) >= 0;
        if (isUtf8 && !hasSurrogates) return json;
        var text = Encoding.UTF8.GetString(json.ToArray());
        var repaired = Escape.Replace(text, match => match.Groups["unpaired"].Success ? ReplacementCharacter : match.Value);
        return isUtf8 && repaired == text ? json : Encoding.UTF8.GetBytes(repaired);
    }
}
