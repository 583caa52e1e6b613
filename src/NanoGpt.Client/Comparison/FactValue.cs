using System.Collections;
using System.Globalization;
using System.Numerics;

namespace NanoGpt.Comparison;

/// <summary>
/// A value as it can be compared, whatever a copy has made of it: numbers are <see cref="long"/> or <see cref="decimal"/>,
/// or <see cref="double"/> beyond these; dates are in UTC, addresses text, lists arrays.
/// </summary>
internal static class FactValue
{
    /// <summary>The noise of binary fractions: 0.49299999999999994 is 0.493.</summary>
    private const double Noise = 1e-15;

    /// <param name="type">The property's type; <see cref="object"/> where none is declared.</param>
    /// <param name="value">What a live model or a copy has there.</param>
    public static object Of(Type type, object value) => value switch
    {
        _ when type == typeof(decimal) => Number(value) is long whole ? (decimal)whole : Number(value),
        _ when type == typeof(long) => Number(value),
        string text when type == typeof(DateTime) => Moment(text) ?? value,
        string text when type == typeof(Uri) => Uri.TryCreate(text, UriKind.Absolute, out var address) ? address.AbsoluteUri : text,
        DateTime moment => Utc(moment),
        DateTimeOffset moment => moment.UtcDateTime,
        Uri address => address.AbsoluteUri,
        string => value,
        IReadOnlyDictionary<string, object?> fields => fields.ToDictionary(field => field.Key, field => Of(field.Value)),
        IEnumerable list => list.Cast<object?>().Select(Of).ToArray(),
        _ => IsNumber(value) ? Number(value) : value,
    };

    public static bool AreEqual(object? one, object? other) => Equals(one, other) || (one, other) switch
    {
        // ConvertFrom-Json takes every text that looks like a moment for one.
        (string text, DateTime moment) => Moment(text) == moment,
        (DateTime moment, string text) => Moment(text) == moment,
        (IReadOnlyDictionary<string, object?> fields, IReadOnlyDictionary<string, object?> others) =>
            fields.Count == others.Count && fields.All(field => others.TryGetValue(field.Key, out var value) && AreEqual(field.Value, value)),
        (object?[] list, object?[] others) => list.Length == others.Length && list.Zip(others, AreEqual).All(areEqual => areEqual),
        (decimal, long or decimal) or (long, decimal) => AreEqual(ToDecimal(one), ToDecimal(other)),
        _ => false,
    };

    /// <summary>By how many per cent a number has grown. Null where there is no telling, as from zero.</summary>
    public static decimal? Growth(object? before, object? after)
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

    private static object? Of(object? value) => value is null ? null : Of(typeof(object), value);

    private static bool AreEqual(decimal one, decimal other) =>
        one == other || Math.Abs((double)one - (double)other) <= Math.Abs((double)one) * Noise;

    private static decimal ToDecimal(object? number) => Convert.ToDecimal(number, CultureInfo.InvariantCulture);

    private static bool IsNumber(object value) => Type.GetTypeCode(value.GetType()) is >= TypeCode.SByte and <= TypeCode.Decimal || value is BigInteger;

    private static object Number(object value)
    {
        if (value is long or decimal) return value;
        // By its text: to make a decimal of a double directly would keep fifteen of its digits.
        var text = value is double real ? real.ToString("R", CultureInfo.InvariantCulture) : Convert.ToString(value, CultureInfo.InvariantCulture);
        if (long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var whole)) return whole;
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)) return exact;
        return value;
    }

    private static DateTime Utc(DateTime moment) =>
        moment.Kind == DateTimeKind.Local ? moment.ToUniversalTime() : DateTime.SpecifyKind(moment, DateTimeKind.Utc);

    private static DateTime? Moment(string text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : null;
}
