namespace NanoGpt;

/// <summary>Formats a number of things for a message.</summary>
public static class Quantity
{
    /// <summary>The number with the words that fit it: <c>1 model</c>, <c>2 models</c>.</summary>
    /// <param name="count">The number.</param>
    /// <param name="one">The words for one.</param>
    /// <param name="many">The words for any other number. Null: the words for one, with an s.</param>
    public static string Format(long count, string one, string? many = null) => $"{count} {(count == 1 ? one : many ?? one + "s")}";
}
