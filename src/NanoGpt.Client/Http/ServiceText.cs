namespace NanoGpt.Http;

/// <summary>Makes text that came over the network fit for a message.</summary>
internal static class ServiceText
{
    private const int Longest = 500;

    /// <summary>One line of harmless text, not too long, with the secrets taken out should the service have echoed one.</summary>
    public static string Clean(string text, NanoGptClientOptions options)
    {
        var harmless = HarmlessText.Of(text).Trim();
        // Secrets go before the cut, which through the middle of one would leave half, and after all that could hide one.
        var safe = options.WithoutSecrets(harmless);
        return safe.Length <= Longest ? safe : safe.Remove(Longest) + '…';
    }
}
