using System.Management.Automation;

namespace NanoGpt;

/// <summary>
/// Adds the escape sequences of <c>$PSStyle</c> to sanitized texts of the views. Adds nothing in Windows PowerShell, which has no
/// <c>$PSStyle</c>; if <c>$PSStyle.OutputRendering</c> is PlainText, as with the environment variable NO_COLOR; or if it is Host
/// and the output of the process is redirected. If a command redirects, PowerShell removes the sequences.
/// </summary>
internal static class TextStyle
{
    // By reflection, because both builds refer to the API of Windows PowerShell.
    private static readonly object? style = Get(typeof(PSObject).Assembly.GetType("System.Management.Automation.PSStyle"), null, "Instance");
    private static readonly object? foreground = Get(style?.GetType(), style, "Foreground");
    private static readonly string green = GetSequence(foreground, "Green");
    private static readonly string red = GetSequence(foreground, "Red");
    private static readonly string yellow = GetSequence(foreground, "Yellow");
    private static readonly string dim = GetSequence(style, "Dim");
    private static readonly string reset = GetSequence(style, "Reset");

    /// <summary>Formats an addition or a lower price.</summary>
    public static string Green(string text) => Add(green, text);

    /// <summary>Formats a removal or a higher price.</summary>
    public static string Red(string text) => Add(red, text);

    /// <summary>Formats another change.</summary>
    public static string Yellow(string text) => Add(yellow, text);

    /// <summary>Formats an entry that is hidden.</summary>
    public static string Dim(string text) => Add(dim, text);

    private static string Add(string sequence, string text) => text.Length > 0 && IsEnabled() ? sequence + text + reset : text;

    private static bool IsEnabled() => Get(style?.GetType(), style, "OutputRendering")?.ToString() switch
    {
        "Ansi" => true,
        "Host" => !Console.IsOutputRedirected,
        _ => false,
    };

    private static string GetSequence(object? source, string property) => Get(source?.GetType(), source, property) as string ?? "";

    private static object? Get(Type? type, object? source, string property) => type?.GetProperty(property)?.GetValue(source);
}
