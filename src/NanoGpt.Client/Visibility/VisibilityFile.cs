using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NanoGpt;

/// <summary>
/// Visibility preferences as a file for people and for Git: JSON in UTF-8, a line an entry, in the ids' ordinal order, the
/// same bytes for the same preferences. White space around a category is dropped, and characters that cannot be seen are escaped.
/// </summary>
public static class VisibilityFile
{
    /// <summary>What a file says first, so that a later version can tell its files from these.</summary>
    public const string Format = "NanoGpt.ModelVisibility/1";

    /// <summary>The most bytes that a file may have: several times as many as preferences that the service sends.</summary>
    public const int MaxLength = 64 * 1024 * 1024;

    private const string FormatField = "format";
    private const string VisibleMap = "visibleTextModels";
    private const string CategoryMap = "modelCategories";

    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // What a file may be in that says so by its byte order mark.
    private static readonly Encoding[] EncodingsWithPreamble =
    [
        new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true),
        new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
        new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
    ];

    /// <summary>Makes a file's bytes of preferences. What this version does not understand of them is left out.</summary>
    public static byte[] Write(VisibilityPreferences preferences)
    {
        using var bytes = new MemoryStream();
        // Ids and categories as a person wrote them, not with every + and ' escaped.
        var options = new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var writer = new Utf8JsonWriter(bytes, options))
        {
            writer.WriteStartObject();
            writer.WriteString(FormatField, Format);
            writer.WriteStartObject(VisibleMap);
            foreach (var entry in preferences.Entries)
                if (entry.Visible is { } visible) writer.WriteBoolean(entry.Id, visible);
            writer.WriteEndObject();
            writer.WriteStartObject(CategoryMap);
            foreach (var entry in preferences.Entries)
                if (entry.Category?.Trim() is { Length: > 0 } category) writer.WriteString(entry.Id, category);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        // Indentation takes the system's own line ends, and the same preferences must be the same bytes everywhere.
        var text = Encoding.UTF8.GetString(bytes.ToArray()).Replace("\r\n", "\n");
        return Utf8.GetBytes(EscapeInvisible(text) + "\n");
    }

    /// <summary>Reads a file's bytes, in UTF-8, or in UTF-16 with its byte order mark.</summary>
    /// <exception cref="FormatException">It is no such file. The message names the first place where it is not, by line and
    /// column, and says why.</exception>
    public static IReadOnlyList<ModelVisibility> Read(byte[] content)
    {
        var bytes = ToUtf8(content);
        var visible = new Dictionary<string, bool>();
        var categories = new Dictionary<string, string>();
        try
        {
            Read(bytes, visible, categories);
        }
        catch (JsonException broken)
        {
            var offset = GetLineStart(bytes, broken.LineNumber ?? 0) + (broken.BytePositionInLine ?? 0);
            throw NotJson(bytes, (int)offset);
        }
        return [.. visible.Keys.Union(categories.Keys).Select(id => new ModelVisibility(
            id,
            visible.TryGetValue(id, out var isVisible) ? isVisible : null,
            categories.TryGetValue(id, out var category) ? category : null))];
    }

    /// <summary>
    /// Escapes the characters that reorder or hide what is around them, so that a person sees all of a file. The encoder
    /// escapes control characters and everything above U+FFFF itself. JSON has such characters within texts only.
    /// </summary>
    private static string EscapeInvisible(string json)
    {
        var escaped = new StringBuilder(json.Length);
        foreach (var character in json)
        {
            if (IsInvisible(character)) escaped.Append(@"\u").Append(((int)character).ToString("X4", CultureInfo.InvariantCulture));
            else escaped.Append(character);
        }
        return escaped.ToString();
    }

    // A list of its own, and not .NET's categories: those depend on its version, and the bytes must not. It is Unicode's
    // categories Cf, Zl and Zp, and of Default_Ignorable_Code_Point the rest.
    private static bool IsInvisible(char character) => character
        is '\u00AD' or '\u034F' or (>= '\u0600' and <= '\u0605') or '\u061C' or '\u06DD' or '\u070F' or '\u0890' or '\u0891' or '\u08E2'
        or '\u115F' or '\u1160' or '\u17B4' or '\u17B5' or (>= '\u180B' and <= '\u180F') or (>= '\u200B' and <= '\u200F')
        or (>= '\u2028' and <= '\u202E') or (>= '\u2060' and <= '\u206F') or '\u3164' or (>= '\uFE00' and <= '\uFE0F') or '\uFEFF' or '\uFFA0'
        or (>= '\uFFF0' and <= '\uFFFB');

    private static byte[] ToUtf8(byte[] content)
    {
        var encoding = Array.Find(EncodingsWithPreamble, marked => content.AsSpan().StartsWith(marked.GetPreamble())) ?? Utf8;
        var start = encoding.GetPreamble().Length;
        try
        {
            return Utf8.GetBytes(encoding.GetString(content, start, content.Length - start));
        }
        catch (DecoderFallbackException)
        {
            var lenient = (Encoding)encoding.Clone();
            lenient.DecoderFallback = new DecoderReplacementFallback("\uFFFD");
            var text = lenient.GetString(content, start, content.Length - start);
            throw CreateExceptionAfter(text.Remove(text.IndexOf('\uFFFD')), "this is no text in UTF-8, or in UTF-16 with a byte order mark.");
        }
    }

    private static void Read(byte[] bytes, Dictionary<string, bool> visible, Dictionary<string, string> categories)
    {
        var reader = new Utf8JsonReader(bytes);
        var fields = new HashSet<string>();
        ReadToken(ref reader, bytes, JsonTokenType.StartObject, "the file");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = GetString(ref reader, bytes);
            if (!fields.Add(field)) throw CreateException(reader, bytes, $"{field} stands here a second time.");
            switch (field)
            {
                case FormatField:
                    ReadToken(ref reader, bytes, JsonTokenType.String, field);
                    if (GetString(ref reader, bytes) != Format)
                        throw CreateException(reader, bytes, $"this version of the module reads files of the format {Format}, and this is another.");
                    break;
                case VisibleMap:
                    ReadMap(ref reader, bytes, field, visible, static (ref Utf8JsonReader reader, byte[] bytes, string id) =>
                        reader.TokenType is JsonTokenType.True or JsonTokenType.False
                            ? reader.GetBoolean()
                            : throw CreateException(reader, bytes, $"the visibility of '{id}' is neither true nor false."));
                    break;
                case CategoryMap:
                    ReadMap(ref reader, bytes, field, categories, static (ref Utf8JsonReader reader, byte[] bytes, string id) =>
                        reader.TokenType == JsonTokenType.String && GetString(ref reader, bytes).Trim() is { Length: > 0 } category
                            ? category
                            : throw CreateException(reader, bytes, $"the category of '{id}' is no text, or an empty one. A model without one is left out here."));
                    break;
                default:
                    throw CreateException(reader, bytes, $"there is no field {field} in files of the format {Format}.");
            }
        }
        // Two missing maps would be two empty ones, and -Replace would take everything away.
        foreach (var field in (string[])[FormatField, VisibleMap, CategoryMap])
            if (!fields.Contains(field))
                throw CreateException(reader, bytes, $"{field} is missing.{(field == FormatField ? " Is this a file from Export-NanoGptModelVisibility?" : $" Where there are none, it is \"{field}\": {{}}.")}");
        reader.Read();
    }

    private delegate T ReadValue<out T>(ref Utf8JsonReader reader, byte[] bytes, string id);

    private static void ReadMap<T>(ref Utf8JsonReader reader, byte[] bytes, string field, Dictionary<string, T> map, ReadValue<T> readValue)
    {
        ReadToken(ref reader, bytes, JsonTokenType.StartObject, field);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var id = GetString(ref reader, bytes);
            if (map.ContainsKey(id)) throw CreateException(reader, bytes, $"'{id}' stands here a second time in {field}.");
            reader.Read();
            map.Add(id, readValue(ref reader, bytes, id));
        }
    }

    private static void ReadToken(ref Utf8JsonReader reader, byte[] bytes, JsonTokenType expected, string what)
    {
        reader.Read();
        if (reader.TokenType != expected)
            throw CreateException(reader, bytes, $"{what} is no {(expected == JsonTokenType.String ? "text" : "object")}.");
    }

    private static string GetString(ref Utf8JsonReader reader, byte[] bytes)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw CreateException(reader, bytes, "this text has half a character in it.");
        }
    }

    /// <summary>The error at a byte that no JSON has there; it names what other programs accept and JSON does not.</summary>
    private static FormatException NotJson(byte[] bytes, int offset)
    {
        var rest = bytes.AsSpan(offset);
        if (rest.StartsWith("//"u8) || rest.StartsWith("/*"u8)) return CreateException(bytes, offset, "comments are not allowed in JSON.");
        var before = offset - 1;
        while (before >= 0 && bytes[before] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') before--;
        return before >= 0 && bytes[before] == ',' && (rest.StartsWith("}"u8) || rest.StartsWith("]"u8))
            ? CreateException(bytes, before, "a trailing comma is not allowed in JSON.")
            : CreateException(bytes, offset, "this is not JSON, or not all of it.");
    }

    private static FormatException CreateException(Utf8JsonReader reader, byte[] bytes, string message) =>
        CreateException(bytes, reader.TokenStartIndex, message);

    private static FormatException CreateException(byte[] bytes, long offset, string message) =>
        CreateExceptionAfter(Encoding.UTF8.GetString(bytes, 0, (int)offset), message);

    private static FormatException CreateExceptionAfter(string before, string message)
    {
        var line = before.Count(c => c == '\n') + 1;
        return new FormatException($"line {line}, column {before.Length - before.LastIndexOf('\n')}: {TerminalSanitizer.Sanitize(message)}");
    }

    private static int GetLineStart(byte[] bytes, long line)
    {
        var start = 0;
        for (; line > 0; line--) start = Array.IndexOf(bytes, (byte)'\n', start) + 1;
        return start;
    }
}
