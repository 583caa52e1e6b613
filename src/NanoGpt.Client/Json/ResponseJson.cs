using System.Text.Json;

namespace NanoGpt.Json;

/// <summary>Reads the properties of an object.</summary>
/// <param name="value">The object to set.</param>
/// <param name="json">The reader, at the start of the object.</param>
/// <exception cref="FormatException">A required property is missing. The message is a clause with the reason.</exception>
internal delegate void PropertiesReader<in T>(T value, ref JsonObjectReader json);

/// <summary>Reads response bodies that are one JSON object.</summary>
internal static class ResponseJson
{
    private const int MaxListedProperties = 5;

    /// <summary>Reads the body of a response.</summary>
    /// <param name="body">The body.</param>
    /// <param name="key">The key that the response was requested with, which is redacted in the object; <see langword="null"/> for none.</param>
    /// <param name="readProperties">Reads the properties.</param>
    /// <param name="hasInvalidValue">Whether the body has a value of an unexpected type, or invalid Unicode.</param>
    /// <exception cref="FormatException">The body contains no such object. The message is a clause with the reason.</exception>
    public static T Read<T>(ReadOnlySpan<byte> body, Secret? key, PropertiesReader<T> readProperties, out bool hasInvalidValue)
        where T : ServiceObject, new()
    {
        var text = body.Slice(ByteOrderMark.GetUtf8Length(body));
        var json = UnicodeRepair.Repair(text);
        var isValidUnicode = json == text;
        try
        {
            if (key?.MayOccurIn(json) == true) json = KeyRedactor.Redact(json, key);
            var value = new T();
            var reader = new JsonObjectReader(json, value, new StringPool());
            if (!reader.TryStart()) throw new FormatException("it is not a JSON object");
            readProperties(value, ref reader);
            reader.ReadToEnd();
            hasInvalidValue = reader.HasInvalidValue || !isValidUnicode;
            return value;
        }
        // The parser's message quotes the body.
        catch (JsonException)
        {
            throw new FormatException("it is invalid or incomplete JSON");
        }
    }

    /// <summary>Creates an exception for an object that has none of the properties that identify it.</summary>
    public static FormatException CreateMissingProperty(string name, ServiceObject value) => new(
        value.Unknown is { Count: > 0 } properties
            ? $"it has no property {name}, only {string.Join(", ", properties.Keys.Take(MaxListedProperties))}"
            : $"it has no property {name}");
}
