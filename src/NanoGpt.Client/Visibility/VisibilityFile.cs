using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NanoGpt.Json;

namespace NanoGpt;

/// <summary>
/// Reads and writes visibility preferences as a file for review and for Git: JSON in UTF-8, one line per entry, in the
/// ordinal order of the ids. The same preferences always produce the same bytes. White space around a category is removed,
/// and invisible characters are escaped.
/// </summary>
public static class VisibilityFile
{
    /// <summary>The value of the first property in a file, which identifies the format and its version.</summary>
    public const string Format = "NanoGpt.ModelVisibility/1";

    /// <summary>The maximum size of a file in bytes, several times the maximum size of preferences from the service.</summary>
    public const int MaxLength = 64 * 1024 * 1024;

    private const string FormatProperty = "format";

    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Returns the content of a file. Omits values and properties that this version does not understand.</summary>
    public static byte[] Write(VisibilityPreferences preferences)
    {
        using var bytes = new MemoryStream();
        // Does not escape characters such as + and ', so that ids and categories stay readable.
        var options = new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var writer = new Utf8JsonWriter(bytes, options))
        {
            writer.WriteStartObject();
            writer.WriteString(FormatProperty, Format);
            writer.WriteStartObject(PreferencesJson.VisibleMap);
            foreach (var entry in preferences.Entries)
                if (entry.Visible is { } visible) writer.WriteBoolean(entry.Id, visible);
            writer.WriteEndObject();
            writer.WriteStartObject(PreferencesJson.CategoryMap);
            foreach (var entry in preferences.Entries)
                if (entry.Category?.Trim() is { Length: > 0 } category) writer.WriteString(entry.Id, category);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        // Indentation uses the line ending of the operating system, but the same preferences must produce the same bytes.
        var text = Encoding.UTF8.GetString(bytes.ToArray()).Replace("\r\n", "\n");
        return Utf8.GetBytes(EscapeInvisible(text) + "\n");
    }

    /// <summary>Reads the content of a file, in UTF-8, or in UTF-16 with a byte order mark.</summary>
    /// <exception cref="FormatException">The content is invalid. The message contains the line and column of the first error,
    /// and the reason.</exception>
    public static IReadOnlyList<ModelVisibility> Read(byte[] content)
    {
        var bytes = ToUtf8(content);
        var visible = new Dictionary<string, bool>();
        var categories = new Dictionary<string, string>();
        try
        {
            Read(bytes, visible, categories);
        }
        catch (JsonException invalid)
        {
            var offset = GetLineStart(bytes, invalid.LineNumber ?? 0) + (invalid.BytePositionInLine ?? 0);
            throw CreateInvalidJsonException(bytes, (int)offset);
        }
        return [.. visible.Keys.Union(categories.Keys).Select(id => new ModelVisibility(
            id,
            visible.TryGetValue(id, out var isVisible) ? isVisible : null,
            categories.TryGetValue(id, out var category) ? category : null))];
    }

    /// <summary>
    /// Escapes characters that reorder or hide adjacent characters, so that a reviewer sees the complete content. The encoder
    /// already escapes control characters and everything above U+FFFF. JSON contains such characters in strings only.
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

    // A fixed list of the Unicode categories Cf, Zl, and Zp, and the rest of Default_Ignorable_Code_Point. .NET's Unicode data
    // depends on its version, but the bytes must not.
    private static bool IsInvisible(char character) => character
        is '\u00AD' or '\u034F' or (>= '\u0600' and <= '\u0605') or '\u061C' or '\u06DD' or '\u070F' or '\u0890' or '\u0891' or '\u08E2'
        or '\u115F' or '\u1160' or '\u17B4' or '\u17B5' or (>= '\u180B' and <= '\u180F') or (>= '\u200B' and <= '\u200F')
        or (>= '\u2028' and <= '\u202E') or (>= '\u2060' and <= '\u206F') or '\u3164' or (>= '\uFE00' and <= '\uFE0F') or '\uFEFF' or '\uFFA0'
        or (>= '\uFFF0' and <= '\uFFFB');

    private static byte[] ToUtf8(byte[] content)
    {
        var marked = ByteOrderMark.Detect(content);
        var start = marked?.GetPreamble().Length ?? 0;
        var lenient = marked ?? Encoding.UTF8;
        var strict = (Encoding)lenient.Clone();
        strict.DecoderFallback = DecoderFallback.ExceptionFallback;
        try
        {
            return Utf8.GetBytes(strict.GetString(content, start, content.Length - start));
        }
        catch (DecoderFallbackException)
        {
            var text = lenient.GetString(content, start, content.Length - start);
            throw CreateExceptionAfter(text.Remove(text.IndexOf('\uFFFD')), "invalid text encoding. The file must be UTF-8, or UTF-16 with a byte order mark.");
        }
    }

    private static void Read(byte[] bytes, Dictionary<string, bool> visible, Dictionary<string, string> categories)
    {
        var reader = new Utf8JsonReader(bytes);
        var properties = new HashSet<string>();
        ReadToken(ref reader, bytes, JsonTokenType.StartObject, "the file");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var property = GetString(ref reader, bytes);
            if (!properties.Add(property)) throw CreateException(reader, bytes, $"duplicate property '{property}'.");
            switch (property)
            {
                case FormatProperty:
                    ReadToken(ref reader, bytes, JsonTokenType.String, property);
                    if (GetString(ref reader, bytes) != Format)
                        throw CreateException(reader, bytes, $"unsupported format. This version of the module reads {Format}.");
                    break;
                case PreferencesJson.VisibleMap:
                    ReadMap(ref reader, bytes, property, visible, static (ref Utf8JsonReader reader, byte[] bytes, string id) =>
                        reader.TokenType is JsonTokenType.True or JsonTokenType.False
                            ? reader.GetBoolean()
                            : throw CreateException(reader, bytes, $"the visibility of '{id}' must be true or false."));
                    break;
                case PreferencesJson.CategoryMap:
                    ReadMap(ref reader, bytes, property, categories, static (ref Utf8JsonReader reader, byte[] bytes, string id) =>
                        reader.TokenType == JsonTokenType.String && GetString(ref reader, bytes).Trim() is { Length: > 0 } category
                            ? category
                            : throw CreateException(reader, bytes, $"the category of '{id}' must be a string that is not empty. If the model has no category, remove this entry."));
                    break;
                default:
                    throw CreateException(reader, bytes, $"unknown property '{property}'. The format {Format} does not define it.");
            }
        }
        // If missing maps counted as empty, -Replace would remove all entries.
        foreach (var property in (string[])[FormatProperty, PreferencesJson.VisibleMap, PreferencesJson.CategoryMap])
        {
            if (properties.Contains(property)) continue;
            var hint = property == FormatProperty ? "Is this a file from Export-NanoGptModelVisibility?" : $"For no entries, write \"{property}\": {{}}.";
            throw CreateException(reader, bytes, $"the property '{property}' is missing. {hint}");
        }
        reader.Read();
    }

    private delegate T ReadValue<out T>(ref Utf8JsonReader reader, byte[] bytes, string id);

    private static void ReadMap<T>(ref Utf8JsonReader reader, byte[] bytes, string property, Dictionary<string, T> map, ReadValue<T> readValue)
    {
        ReadToken(ref reader, bytes, JsonTokenType.StartObject, property);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var id = GetString(ref reader, bytes);
            if (map.ContainsKey(id)) throw CreateException(reader, bytes, $"duplicate id '{id}' in {property}.");
            reader.Read();
            map.Add(id, readValue(ref reader, bytes, id));
        }
    }

    private static void ReadToken(ref Utf8JsonReader reader, byte[] bytes, JsonTokenType expected, string name)
    {
        reader.Read();
        if (reader.TokenType != expected)
            throw CreateException(reader, bytes, $"{name} must be a JSON {(expected == JsonTokenType.String ? "string" : "object")}.");
    }

    private static string GetString(ref Utf8JsonReader reader, byte[] bytes)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw CreateException(reader, bytes, "the string contains an unpaired surrogate.");
        }
    }

    /// <summary>
    /// Creates the exception for invalid JSON at an offset, and names comments and trailing commas, which other parsers
    /// accept.
    /// </summary>
    private static FormatException CreateInvalidJsonException(byte[] bytes, int offset)
    {
        var rest = bytes.AsSpan(offset);
        if (rest.StartsWith("//"u8) || rest.StartsWith("/*"u8)) return CreateException(bytes, offset, "comments are not allowed in JSON.");
        var before = offset - 1;
        while (before >= 0 && bytes[before] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') before--;
        return before >= 0 && bytes[before] == ',' && (rest.StartsWith("}"u8) || rest.StartsWith("]"u8))
            ? CreateException(bytes, before, "a trailing comma is not allowed in JSON.")
            : CreateException(bytes, offset, "invalid or incomplete JSON.");
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
