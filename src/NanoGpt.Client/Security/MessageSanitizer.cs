namespace NanoGpt.Http;

/// <summary>Sanitizes text from the network for use in a message.</summary>
internal static class MessageSanitizer
{
    private const int MaxLength = 500;

    /// <summary>Converts text to one line of limited length without control characters and secrets.</summary>
    public static string Sanitize(string text, NanoGptClientOptions options)
    {
        var line = TerminalSanitizer.Sanitize(text).Trim();
        // Secrets are redacted after characters that could hide one are removed, and before a truncation that could split one.
        var redacted = options.Redact(line);
        return redacted.Length <= MaxLength ? redacted : redacted.Remove(MaxLength) + '…';
    }
}
