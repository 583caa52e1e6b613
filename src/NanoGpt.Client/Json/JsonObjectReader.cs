using System.Globalization;
using System.Text.Json;

namespace NanoGpt.Json;

/// <summary>
/// Reads the properties of a JSON object and of the objects in it. A value of an unexpected type is kept unchanged as an unknown
/// property of the owner, under its name or, if it is nested, under a path such as <c>daily.used</c>.
/// </summary>
/// <param name="source">A complete JSON value without invalid Unicode.</param>
/// <param name="owner">The object that keeps unknown properties and invalid values.</param>
/// <param name="strings">The strings that several values share.</param>
internal ref struct JsonObjectReader(ReadOnlySpan<byte> source, ServiceObject owner, StringPool strings)
{
    // 100 times this is in the range of decimal.
    private const decimal MaxFraction = 1e24m;

    private readonly ReadOnlySpan<byte> source = source;
    private readonly StringPool strings = strings;
    private Utf8JsonReader json = new(source);

    /// <summary>Gets or sets the object that keeps unknown properties and invalid values.</summary>
    public ServiceObject Owner { get; set; } = owner;

    /// <summary>Gets or sets the path of the current object from the owner; <see langword="null"/> if it is the owner itself.</summary>
    public string? Path { get; set; }

    /// <summary>Gets the type of the current value.</summary>
    public readonly JsonTokenType TokenType => json.TokenType;

    /// <summary>Gets the name of the current property.</summary>
    public string Property { get; private set; } = "";

    /// <summary>Gets a value that indicates whether a value has an unexpected type.</summary>
    public bool HasInvalidValue { get; private set; }

    /// <summary>Moves to the start of the object.</summary>
    /// <returns><see langword="false"/> if the value is not an object.</returns>
    public bool TryStart()
    {
        json.Read();
        return json.TokenType == JsonTokenType.StartObject;
    }

    /// <summary>Moves to the value of the next property.</summary>
    /// <returns><see langword="false"/> at the end of the object.</returns>
    public bool ReadProperty()
    {
        json.Read();
        if (json.TokenType == JsonTokenType.EndObject)
        {
            Path = null;
            return false;
        }
        Property = strings.GetString(ref json);
        json.Read();
        return true;
    }

    /// <summary>Enters the object of the current property.</summary>
    /// <returns><see langword="false"/> if the value is not an object.</returns>
    public bool TryEnterObject()
    {
        if (json.TokenType == JsonTokenType.StartObject)
        {
            Path = Property;
            return true;
        }
        if (json.TokenType != JsonTokenType.Null) KeepInvalid();
        return false;
    }

    /// <summary>Enters the array of the current property.</summary>
    /// <returns><see langword="false"/> if the value is not an array. It is not kept.</returns>
    public readonly bool TryEnterArray() => json.TokenType == JsonTokenType.StartArray;

    /// <summary>Moves to the next element of an array.</summary>
    /// <returns><see langword="false"/> at the end of the array.</returns>
    public bool ReadElement() => json.Read() && json.TokenType != JsonTokenType.EndArray;

    /// <summary>Reads the JSON of the current value.</summary>
    public ReadOnlySpan<byte> ReadJson()
    {
        var start = (int)json.TokenStartIndex;
        json.Skip();
        return source.Slice(start, (int)json.BytesConsumed - start);
    }

    /// <summary>Skips the current value.</summary>
    public void Skip() => json.Skip();

    /// <summary>Reads to the end of the source.</summary>
    /// <exception cref="JsonException">There is another value after the object.</exception>
    public void ReadToEnd() => json.Read();

    /// <summary>Reads a string.</summary>
    public string? ReadString()
    {
        if (json.TokenType == JsonTokenType.String) return json.GetString();
        if (json.TokenType != JsonTokenType.Null) KeepInvalid();
        return null;
    }

    /// <summary>Reads a string that many objects share.</summary>
    public string? ReadPooledString() => json.TokenType == JsonTokenType.String ? strings.GetString(ref json) : ReadString();

    /// <summary>Reads an array of strings that many objects share.</summary>
    public List<string>? ReadPooledStrings()
    {
        if (json.TokenType == JsonTokenType.Null) return null;
        var start = json;
        if (json.TokenType == JsonTokenType.StartArray)
        {
            List<string> values = [];
            while (json.Read() && json.TokenType == JsonTokenType.String) values.Add(strings.GetString(ref json));
            if (json.TokenType == JsonTokenType.EndArray) return values;
        }
        json = start;
        KeepInvalid();
        return null;
    }

    /// <summary>Reads a Boolean value.</summary>
    public bool? ReadBoolean()
    {
        if (json.TokenType is JsonTokenType.True or JsonTokenType.False) return json.GetBoolean();
        if (json.TokenType != JsonTokenType.Null) KeepInvalid();
        return null;
    }

    /// <summary>Reads an amount or a ratio that the service computed in binary floating point, without its noise.</summary>
    public decimal? ReadRoundedDecimal()
    {
        if (TryReadDecimal(out var number)) return SignificantDigits.Round(number);
        if (json.TokenType != JsonTokenType.Null) KeepInvalid();
        return null;
    }

    /// <summary>Reads an amount that is exact if it is a string. A JSON number can have binary floating-point noise.</summary>
    public decimal? ReadDecimal()
    {
        if (json.TokenType == JsonTokenType.String && TryReadDecimal(out var number)) return number;
        return ReadRoundedDecimal();
    }

    /// <summary>Reads a fraction, such as 0.125 for 12.5 percent, without binary floating-point noise.</summary>
    public decimal? ReadPercent()
    {
        if (TryReadDecimal(out var fraction) && Math.Abs(fraction) <= MaxFraction) return SignificantDigits.Round(fraction * 100);
        if (json.TokenType != JsonTokenType.Null) KeepInvalid();
        return null;
    }

    /// <summary>Reads an integer, also one in the form 128000.0 or 1.28e5.</summary>
    public long? ReadInt64()
    {
        if (json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var count)) return count;
        if (TryReadDecimal(out var number) && number == decimal.Truncate(number) && number is >= long.MinValue and <= long.MaxValue) return (long)number;
        if (json.TokenType != JsonTokenType.Null) KeepInvalid();
        return null;
    }

    /// <summary>Reads a time in UTC.</summary>
    public DateTime? ReadTimestamp()
    {
        if (TryReadDecimal(out var number) ? TimestampParser.TryParse(number, out var timestamp) : TimestampParser.TryParse(GetStringOrNull(), out timestamp)) return timestamp;
        if (json.TokenType != JsonTokenType.Null) KeepInvalid();
        return null;
    }

    /// <summary>Reads a value of any type.</summary>
    public object? ReadAny() => json.TokenType == JsonTokenType.String
        ? ReadPooledString()
        : JsonToClr.Convert(JsonElement.ParseValue(ref json)) is var value && value is Dictionary<string, object?> properties ? new AdditionalPropertiesDictionary(properties) : value;

    /// <summary>Keeps an unknown property of the owner under its path.</summary>
    public void KeepUnknown() => (Owner.Unknown ??= [])[Path is null ? Property : $"{Path}.{Property}"] = JsonElement.ParseValue(ref json);

    /// <summary>Keeps an unknown property of a part of the owner, which is an object itself.</summary>
    public void KeepUnknown(ServiceObject part) => (part.Unknown ??= [])[Property] = JsonElement.ParseValue(ref json);

    /// <summary>Keeps a value of an unexpected type.</summary>
    public void KeepInvalid()
    {
        HasInvalidValue = true;
        KeepUnknown();
    }

    /// <summary>Reads a number that is a JSON number or a string.</summary>
    private readonly bool TryReadDecimal(out decimal number) =>
        json.TokenType == JsonTokenType.Number
            ? json.TryGetDecimal(out number)
            : decimal.TryParse(GetStringOrNull(), NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    private readonly string? GetStringOrNull() => json.TokenType == JsonTokenType.String ? json.GetString() : null;
}
