namespace NanoGpt.Http;

/// <summary>Makes text that came over the network fit for a message.</summary>
internal static class MessageSanitizer
{
    private const int MaxLength = 500;

    /// <summary>One line of harmless text, not too long, with the secrets taken out should the service have echoed one.</summary>
    public static string Sanitize(string text, NanoGptClientOptions options)
    {
        var harmless = TerminalSanitizer.Sanitize(text).Trim();
        // Secrets go before the cut, which through the middle of one would leave half, and after all that could hide one.
        var safe = options.Redact(harmless);
        return safe.Length <= MaxLength ? safe : safe.Remove(MaxLength) + '…';
    }
}
