using System.Globalization;

namespace NanoGpt.Sandbox;

/// <summary>A name, or a <c>name=value</c> pair, of a fault.</summary>
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

    /// <summary>The value; null when there is no equals sign.</summary>
    public string? Value { get; }

    /// <exception cref="FormatException">There is none.</exception>
    public string Text => Value ?? throw CreateException();

    public FormatException CreateException() => new($"'{text}' is not a value {Name} takes.");

    /// <exception cref="FormatException">The value is not a whole number, or out of range.</exception>
    public int ReadInteger(int least = 0, int most = int.MaxValue) =>
        int.TryParse(Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= least && number <= most ? number : throw CreateException();

    /// <exception cref="FormatException">The value is not a number of seconds up to a day.</exception>
    public TimeSpan ReadSeconds() =>
        decimal.TryParse(Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
        && seconds <= 86_400 ? TimeSpan.FromSeconds((double)seconds) : throw CreateException();

    /// <exception cref="FormatException">The value is none of these.</exception>
    public string ReadOneOf(params string[] values) => values.Contains(Value) ? Value! : throw CreateException();
}
