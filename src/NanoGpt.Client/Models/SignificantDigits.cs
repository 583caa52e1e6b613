namespace NanoGpt;

/// <summary>Removes binary floating-point noise from decimal numbers.</summary>
internal static class SignificantDigits
{
    // Within this limit, the nearest double always fits into a decimal.
    private const decimal Limit = 1e28m;

    /// <summary>
    /// Rounds a number to fifteen significant digits, as .NET does when it converts a double to a decimal: 0.42 for
    /// 0.42000000000000004. Removes trailing zeros.
    /// </summary>
    public static decimal Round(decimal number) => Math.Abs(number) < Limit ? (decimal)(double)number : number;
}
