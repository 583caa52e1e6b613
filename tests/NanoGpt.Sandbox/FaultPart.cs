using System.Globalization;

namespace NanoGpt.Sandbox;

/// <summary>A name or <c>name=value</c> pair of a fault.</summary>
internal readonly record struct FaultPart
{
    private readonly string text;

    public FaultPart(string text)
    {
        this.text = text;
        var equals = text.IndexOf('=');
        Name = equals < 0 ? text : text[..equals];
        Value = equals < 0 ? null : Uri.UnescapeDataString(text[(equals + 1)..]);
    }

    public string Name { get; }

    /// <summary>Gets the value; <see langword="null"/> if there is no equals sign.</summary>
    public string? Value { get; }

    /// <exception cref="FormatException">The part has no value.</exception>
    public string RequiredValue => Value ?? throw CreateException();

    public FormatException CreateException() => new($"'{text}' is not a valid value of {Name}.");

    /// <exception cref="FormatException">The value is not an integer, or it is out of range.</exception>
    public int ReadInteger(int min = 0, int max = int.MaxValue) =>
        int.TryParse(Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= min && number <= max ? number : throw CreateException();

    /// <exception cref="FormatException">The value is not a number of seconds up to one day.</exception>
    public TimeSpan ReadSeconds() =>
        decimal.TryParse(Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
        && seconds <= 86_400 ? TimeSpan.FromSeconds((double)seconds) : throw CreateException();

    /// <exception cref="FormatException">The value is not one of the specified values.</exception>
    public string ReadOneOf(params string[] values) => values.Contains(Value) ? Value! : throw CreateException();
}
