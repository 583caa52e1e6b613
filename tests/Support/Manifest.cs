using System.Text.RegularExpressions;

namespace NanoGpt.Tests;

/// <summary>The module's manifest, read as text, for want of a PowerShell.</summary>
internal static partial class Manifest
{
    private static readonly string Text = Comment().Replace(Repository.Read("NanoGpt.psd1"), "");

    /// <summary>The version of the module and the package, with the prerelease label if there is one.</summary>
    public static string Version { get; } =
        Texts("ModuleVersion")[0] + (Prerelease().Match(Text) is { Success: true } label ? $"-{label.Groups[1].Value}" : "");

    /// <summary>The texts behind a key, whether there is one, an array, or an expression that has them.</summary>
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
