using System.Collections;
using System.Globalization;
using System.Numerics;

namespace NanoGpt.Comparison;

/// <summary>
/// A value as it can be compared, whatever a copy has made of it: numbers are <see cref="long"/> or <see cref="decimal"/>,
/// or <see cref="double"/> beyond these; dates are in UTC, addresses text, lists arrays.
/// </summary>
internal static class ComparableValue
{
    /// <summary>
    /// Binary floating-point noise: 0.49299999999999994 is 0.493. Numbers are equal that may be the same to fifteen
    /// significant digits.
    /// </summary>
    private const double RelativeTolerance = 5e-15;

    /// <param name="type">The property's type; <see cref="object"/> where none is declared.</param>
    /// <param name="value">What a live model or a copy has there.</param>
    /// <returns>Null for text that is no value of the type, as Export-Csv writes one in another culture.</returns>
    public static object? From(Type type, object value) => value switch
    {
        _ when type == typeof(decimal) => ToNumber(value) switch
        {
            long whole => SignificantDigits.Round(whole),
            decimal exact => SignificantDigits.Round(exact),
            var other => other,
        },
        _ when type == typeof(long) => ToNumber(value),
        string text when type == typeof(bool) => bool.TryParse(text, out var isTrue) ? isTrue : null,
        string text when type == typeof(DateTime) => ParseDate(text),
        string text when type == typeof(Uri) => Uri.TryCreate(text, UriKind.Absolute, out var address) ? address.AbsoluteUri : text,
        DateTime moment => ToUtc(moment),
        DateTimeOffset moment => moment.UtcDateTime,
        Uri address => address.AbsoluteUri,
        string => value,
        IReadOnlyDictionary<string, object?> fields => fields.ToDictionary(field => field.Key, field => From(field.Value)),
        IEnumerable list => list.Cast<object?>().Select(From).ToArray(),
        _ => IsNumber(value) ? ToNumber(value) : value,
    };

    public static bool AreEqual(object? one, object? other) => Equals(one, other) || (one, other) switch
    {
        // ConvertFrom-Json takes every text that looks like a moment for one.
        (string text, DateTime moment) => ParseDate(text) == moment,
        (DateTime moment, string text) => ParseDate(text) == moment,
        (IReadOnlyDictionary<string, object?> fields, IReadOnlyDictionary<string, object?> others) =>
            fields.Count == others.Count && fields.All(field => others.TryGetValue(field.Key, out var value) && AreEqual(field.Value, value)),
        (object?[] list, object?[] others) => list.Length == others.Length && list.Zip(others, AreEqual).All(areEqual => areEqual),
        (long, long) => false,
        (long or decimal or double, long or decimal or double) => AreEqual(ToDouble(one), ToDouble(other)),
        _ => false,
    };

    /// <summary>By how many per cent a number has grown. Null where there is no telling, as from zero.</summary>
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

    private static bool AreEqual(double one, double other) => Math.Abs(one - other) <= Math.Abs(one) * RelativeTolerance;

    private static double ToDouble(object? number) => Convert.ToDouble(number, CultureInfo.InvariantCulture);

    private static decimal ToDecimal(object? number) => Convert.ToDecimal(number, CultureInfo.InvariantCulture);

    private static bool IsNumber(object value) => Type.GetTypeCode(value.GetType()) is >= TypeCode.SByte and <= TypeCode.Decimal || value is BigInteger;

    private static object? ToNumber(object value)
    {
        if (value is long or decimal) return value;
        // By its text: to make a decimal of a double directly would keep fifteen of its digits.
        var text = value is double real ? real.ToString("R", CultureInfo.InvariantCulture) : Convert.ToString(value, CultureInfo.InvariantCulture);
        // A number has no group separators here, so that 0,42 and 0.42 are numbers in one culture each.
        foreach (var culture in (CultureInfo[])[CultureInfo.InvariantCulture, CultureInfo.CurrentCulture])
        {
            if (long.TryParse(text, NumberStyles.Integer, culture, out var whole)) return whole;
            if (decimal.TryParse(text, NumberStyles.Float, culture, out var exact)) return exact;
        }
        return value is string ? null : value;
    }

    private static DateTime ToUtc(DateTime moment) =>
        moment.Kind == DateTimeKind.Local ? moment.ToUniversalTime() : DateTime.SpecifyKind(moment, DateTimeKind.Utc);

    private static DateTime? ParseDate(string text)
    {
        // ISO 8601 is the same in every culture; else it is as Export-Csv writes it, in the user's own.
        var isIso = text.Length > 4 && text[4] == '-';
        foreach (var culture in (CultureInfo[])[isIso ? CultureInfo.InvariantCulture : CultureInfo.CurrentCulture, CultureInfo.InvariantCulture])
            if (DateTime.TryParse(text, culture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var moment))
                return moment;
        return null;
    }
}
