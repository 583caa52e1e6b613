namespace NanoGpt.Client.Tests;

/// <summary>Tests sanitizing of service text for terminals.</summary>
public sealed class TerminalSanitizerTests
{
    [Theory]
    [InlineData("openai/gpt-5.5", "openai/gpt-5.5")]
    [InlineData("Écrit en français, 日本語, עברית 👍", "Écrit en français, 日本語, עברית 👍")]
    [InlineData(" unchanged ", " unchanged ")]
    [InlineData("", "")]
    [InlineData("\e[31mred\e[0m", "[31mred [0m")]
    [InlineData("a\e]0;title\ab", "a ]0;title b")]
    [InlineData("a\u009B31mb", "a 31mb")]
    [InlineData("one\r\n\ttwo", "one two")]
    [InlineData("one\u2028two\u2029three\u0085four", "one two three four")]
    [InlineData("a\u202Etxt.exe\u2066b\u200Bc\uFEFF", "atxt.exebc")]
    [InlineData("tag\U000E0041ged", "tagged")]
    [InlineData("\0a\u007F", "a ")]
    public void Sanitized_text_is_one_line_without_control_characters(string text, string sanitized) =>
        Assert.Equal(sanitized, TerminalSanitizer.Sanitize(text));

    [Fact]
    public void Safe_text_is_not_copied()
    {
        var text = new string('a', 3);

        Assert.Same(text, TerminalSanitizer.Sanitize(text));
    }

    [Fact]
    public void Null_text_is_rejected() => Assert.Throws<ArgumentNullException>(() => TerminalSanitizer.Sanitize(null!));
}
