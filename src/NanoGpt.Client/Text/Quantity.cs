namespace NanoGpt;

/// <summary>Formats counts for messages.</summary>
public static class Quantity
{
    /// <summary>Formats a count with its noun: <c>1 model</c>, <c>2 models</c>.</summary>
    /// <param name="count">The count.</param>
    /// <param name="one">The singular.</param>
    /// <param name="many">The plural; <see langword="null"/> for the singular with an s.</param>
    public static string Format(long count, string one, string? many = null) => $"{count} {(count == 1 ? one : many ?? one + "s")}";
}
