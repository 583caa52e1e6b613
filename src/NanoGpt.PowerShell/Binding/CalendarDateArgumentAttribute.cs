using System.Globalization;
using System.Text.RegularExpressions;

namespace NanoGpt.Binding;

/// <summary>
/// Converts a date to midnight in UTC of the calendar date that the user specified, whatever its time zone. PowerShell would
/// convert a date with an offset to the local time zone, where it can be another day.
/// </summary>
internal sealed class CalendarDateArgumentAttribute : ValidatedArgumentAttribute
{
    private static readonly Regex IsoDate = new(@"^\s*\d{4}-\d{2}-\d{2}", RegexOptions.CultureInvariant);

    private protected override object? Convert(object? value) => value switch
    {
        null => null,
        DateTime date => ToUtcDay(date),
        DateTimeOffset date => ToUtcDay(date.DateTime),
        // For PowerShell, the number 20261101 would be a count of ticks in the year 1.
        _ => ToUtcDay(Parse(System.Convert.ToString(value, CultureInfo.CurrentCulture) ?? "")),
    };

    private static DateTime Parse(string text)
    {
        // A culture whose calendar is not Gregorian would read another year. Other formats have the order of the current culture.
        var culture = IsoDate.IsMatch(text) ? CultureInfo.InvariantCulture : CultureInfo.CurrentCulture;
        return DateTimeOffset.TryParse(text, culture, DateTimeStyles.AssumeUniversal, out var date)
            ? date.DateTime
            : throw new ArgumentException($"'{TerminalSanitizer.Sanitize(text)}' is not a date. Specify a date such as 2026-11-01.");
    }

    private static DateTime ToUtcDay(DateTime date) => DateTime.SpecifyKind(date.Date, DateTimeKind.Utc);
}
