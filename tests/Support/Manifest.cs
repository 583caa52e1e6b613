using System.Text.RegularExpressions;

namespace NanoGpt.Tests;

/// <summary>The module manifest, parsed as text without PowerShell.</summary>
internal static partial class Manifest
{
    private static readonly string Text = Comment().Replace(Repository.Read("NanoGpt.psd1"), "");

    /// <summary>Gets the version of the module and package, including a prerelease label.</summary>
    public static string Version { get; } =
        Texts("ModuleVersion")[0] + (Prerelease().Match(Text) is { Success: true } label ? $"-{label.Groups[1].Value}" : "");

    /// <summary>Gets the string values of a key: a single string, an array, or strings in an expression.</summary>
    public static IReadOnlyList<string> Texts(string key)
    {
        var entry = Regex.Match(Text, $@"^\s*{key}\s*=\s*(@\((?<value>[^)]*)\)|(?<value>.*))$", RegexOptions.Multiline);
        Assert.True(entry.Success, $"The manifest has no {key}.");
        return [.. Quoted().Matches(entry.Groups["value"].Value).Select(text => text.Groups[1].Value)];
    }

    [GeneratedRegex(@"^\s*#.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^\s*Prerelease\s*=\s*'-?([^']+)'", RegexOptions.Multiline)]
    private static partial Regex Prerelease();

    [GeneratedRegex("""['"]([^'"]*)['"]""")]
    private static partial Regex Quoted();
}
