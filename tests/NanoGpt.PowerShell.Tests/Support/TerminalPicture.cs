using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace NanoGpt.Tests;

/// <summary>
/// An SVG picture of a terminal. The terminal has its own background, so that the picture is readable on a light and on a dark
/// page.
/// </summary>
internal static partial class TerminalPicture
{
    private const int MinColumns = 80;
    private const double CharacterWidth = 8.43;
    private const int LineHeight = 19;
    private const int Margin = 16;
    private const int TitleBarHeight = 32;

    /// <summary>The classes for the color sequences of PowerShell.</summary>
    private static readonly Dictionary<string, string> Classes = new()
    {
        ["0"] = "",
        ["1"] = "p",
        ["2"] = "d",
        ["31"] = "r",
        ["32"] = "g",
        ["33"] = "y",
        ["32;1"] = "h",
        ["32;1;3"] = "h i",
    };

    /// <summary>Removes the color sequences, and white space at the end of lines.</summary>
    public static string GetText(string output) =>
        string.Join('\n', Lines(output).Select(line => string.Concat(line.Select(part => part.Text))));

    /// <summary>Creates the picture of a text with color sequences.</summary>
    /// <param name="title">The title for screen readers.</param>
    /// <param name="output">The text with color sequences.</param>
    /// <exception cref="KeyNotFoundException">The text has a sequence that is not a known color.</exception>
    public static string Create(string title, string output)
    {
        var lines = Lines(output).ToList();
        var columns = Math.Max(MinColumns, lines.Max(line => line.Sum(part => part.Text.Length)));
        var width = (int)Math.Ceiling(columns * CharacterWidth) + 2 * Margin;
        var height = TitleBarHeight + lines.Count * LineHeight + Margin;
        var svg = new StringBuilder($$"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{{width}}" height="{{height}}" viewBox="0 0 {{width}} {{height}}" role="img">
            <title>{{WebUtility.HtmlEncode(title)}}</title>
            <style>text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:#d0d7de}.p{fill:#fff;font-weight:bold}.h{fill:#3fb950;font-weight:bold}.i{font-style:italic}.g{fill:#3fb950}.r{fill:#ff7b72}.y{fill:#e3b341}.d{fill:#7d8590}</style>
            <rect x=".5" y=".5" width="{{width - 1}}" height="{{height - 1}}" rx="8" fill="#161b22" stroke="#484f58"/>
            <circle cx="20" cy="16" r="5" fill="#ff5f57"/><circle cx="38" cy="16" r="5" fill="#febc2e"/><circle cx="56" cy="16" r="5" fill="#28c840"/>

            """.ReplaceLineEndings("\n"));
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Count == 0) continue;
            var baseline = TitleBarHeight + (i + 1) * LineHeight - 5;
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Margin}\" y=\"{baseline}\" xml:space=\"preserve\">");
            foreach (var (text, style) in lines[i])
            {
                var encoded = WebUtility.HtmlEncode(text);
                svg.Append(style.Length == 0 ? encoded : $"<tspan class=\"{style}\">{encoded}</tspan>");
            }
            svg.Append("</text>\n");
        }
        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>Splits a text into lines, and each line into parts of one class.</summary>
    private static IEnumerable<List<(string Text, string Style)>> Lines(string output)
    {
        var style = "";
        foreach (var line in output.TrimEnd().Split('\n'))
        {
            List<(string Text, string Style)> parts = [];
            // The odd elements are the parameters of the sequences.
            var elements = ColorSequence().Split(line);
            for (var i = 0; i < elements.Length; i++)
            {
                if (i % 2 != 0) style = Classes[elements[i]];
                else if (elements[i].Length > 0) parts.Add((elements[i], style));
            }
            while (parts.Count > 0 && parts[^1].Text.EndsWith(' '))
            {
                var (text, last) = parts[^1];
                parts.RemoveAt(parts.Count - 1);
                if (text.TrimEnd() is { Length: > 0 } trimmed) parts.Add((trimmed, last));
            }
            yield return parts;
        }
    }

    [GeneratedRegex(@"\e\[([\d;]*)m")]
    private static partial Regex ColorSequence();
}
