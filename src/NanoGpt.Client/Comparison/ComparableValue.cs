using System.Collections;
using System.Globalization;
using System.Numerics;

namespace NanoGpt.Comparison;

/// <summary>
/// Converts values of models and of deserialized copies to types that compare equal. Numbers become <see cref="long"/> or
/// <see cref="decimal"/>, or <see cref="double"/> if they exceed both; dates UTC; addresses text; lists arrays.
/// </summary>
internal static class ComparableValue
{
    /// <summary>
    /// The tolerance for binary floating-point noise: 0.49299999999999994 equals 0.493. Numbers are equal if they can be the
    /// same to fifteen significant digits.
    /// </summary>
    private const double RelativeTolerance = 5e-15;

    /// <summary>Converts the value of a property.</summary>
    /// <param name="type">The type of the property, or <see cref="object"/> if it is not declared.</param>
    /// <param name="value">The value in a model or in a copy.</param>
    /// <returns><see langword="null"/> for text that is not a value of the type, such as a number that Export-Csv wrote in another
    /// culture.</returns>
    public static object? From(Type type, object value) => value switch
    {
        _ when type == typeof(decimal) => ToNumber(value) switch
        {
            long integer => SignificantDigits.Round(integer),
            decimal exact => SignificantDigits.Round(exact),
            var other => other,
        },
        _ when type == typeof(long) => ToNumber(value),
        string text when type == typeof(bool) => bool.TryParse(text, out var isTrue) ? isTrue : null,
        string text when type == typeof(DateTime) => ParseDate(text),
        string text when type == typeof(Uri) => Uri.TryCreate(text, UriKind.Absolute, out var address) ? address.AbsoluteUri : text,
        DateTime date => ToUtc(date),
        DateTimeOffset date => date.UtcDateTime,
        Uri address => address.AbsoluteUri,
        string => value,
        IReadOnlyDictionary<string, object?> map => map.ToDictionary(pair => pair.Key, pair => From(pair.Value)),
        IEnumerable list => list.Cast<object?>().Select(From).ToArray(),
        _ => IsNumber(value) ? ToNumber(value) : value,
    };

    public static bool AreEqual(object? first, object? second) => Equals(first, second) || (first, second) switch
    {
        // ConvertFrom-Json converts any text that looks like a date to DateTime.
        (string text, DateTime date) => ParseDate(text) == date,
        (DateTime date, string text) => ParseDate(text) == date,
        (IReadOnlyDictionary<string, object?> map, IReadOnlyDictionary<string, object?> others) =>
            map.Count == others.Count && map.All(pair => others.TryGetValue(pair.Key, out var value) && AreEqual(pair.Value, value)),
        (object?[] list, object?[] others) => list.Length == others.Length && list.Zip(others, AreEqual).All(areEqual => areEqual),
        (long, long) => false,
        (long or decimal or double, long or decimal or double) => AreEqual(ToDouble(first), ToDouble(second)),
        _ => false,
    };

    /// <summary>
    /// Returns the change of a number in percent; <see langword="null"/> if it is undefined, such as a change from zero.
    /// </summary>
    public static decimal? PercentChange(object? before, object? after)
    {
        if (before is not (long or decimal) || after is not (long or decimal) || ToDecimal(before) == 0) return null;
        try
        {
            return (ToDecimal(after) - ToDecimal(before)) / ToDecimal(before) * 100;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static object? From(object? value) => value is null ? null : From(typeof(object), value);

    private static bool AreEqual(double first, double second) => Math.Abs(first - second) <= Math.Abs(first) * RelativeTolerance;

    private static double ToDouble(object? number) => Convert.ToDouble(number, CultureInfo.InvariantCulture);

    private static decimal ToDecimal(object? number) => Convert.ToDecimal(number, CultureInfo.InvariantCulture);

    private static bool IsNumber(object value) => Type.GetTypeCode(value.GetType()) is >= TypeCode.SByte and <= TypeCode.Decimal || value is BigInteger;

    private static object? ToNumber(object value)
    {
        if (value is long or decimal) return value;
        // Through its text: a direct conversion from double to decimal keeps only fifteen digits.
        var text = value is double real ? real.ToString("R", CultureInfo.InvariantCulture) : Convert.ToString(value, CultureInfo.InvariantCulture);
        // Group separators are not allowed, so that 0,42 and 0.42 are each valid in one culture only.
        foreach (var culture in (CultureInfo[])[CultureInfo.InvariantCulture, CultureInfo.CurrentCulture])
        {
            if (long.TryParse(text, NumberStyles.Integer, culture, out var integer)) return integer;
            if (decimal.TryParse(text, NumberStyles.Float, culture, out var exact)) return exact;
        }
        return value is string ? null : value;
    }

    private static DateTime ToUtc(DateTime date) =>
        date.Kind == DateTimeKind.Local ? date.ToUniversalTime() : DateTime.SpecifyKind(date, DateTimeKind.Utc);

    private static DateTime? ParseDate(string text)
    {
        // ISO 8601 is culture-invariant. Export-Csv writes other dates in the current culture.
        var isIso = text.Length > 4 && text[4] == '-';
        foreach (var culture in (CultureInfo[])[isIso ? CultureInfo.InvariantCulture : CultureInfo.CurrentCulture, CultureInfo.InvariantCulture])
            if (DateTime.TryParse(text, culture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var date))
                return date;
        return null;
    }
}
