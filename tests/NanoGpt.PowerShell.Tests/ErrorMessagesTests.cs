using System.Text.RegularExpressions;

namespace NanoGpt.Tests;

/// <summary>Compares the error messages and error ids in the code with their documentation.</summary>
public sealed partial class ErrorMessagesTests
{
    private const string Snapshot = "tests/NanoGpt.PowerShell.Tests/ErrorMessages.md";

    [Fact]
    public void ErrorMessages_md_has_the_messages_in_the_code()
    {
        var messages = SourceErrors.Format();
        if (Environment.GetEnvironmentVariable("NANOGPT_WRITE_ERROR_MESSAGES") is { Length: > 0 })
            File.WriteAllText(Repository.PathOf(Snapshot), messages);

        var reviewed = Repository.Read(Snapshot).ReplaceLineEndings("\n");

        Assert.True(messages == reviewed, $"{Snapshot} differs from the code. To rewrite it, set NANOGPT_WRITE_ERROR_MESSAGES to 1.\n{Compare(reviewed, messages)}");
    }

    [Fact]
    public void Errors_md_lists_the_error_ids_in_the_code()
    {
        var rows = Repository.Read("docs/errors.md").Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal));
        var listed = rows.SelectMany(row => Id().Matches(row.Split('|')[1])).Select(id => id.Groups[1].Value);

        Assert.Equal(SourceErrors.Ids, listed.Order(StringComparer.Ordinal));
    }

    /// <summary>Lists the lines that only one text has, each with the heading above it.</summary>
    private static string Compare(string reviewed, string current)
    {
        var (before, after) = (ReadLines(reviewed), ReadLines(current));
        return string.Join('\n', before.Except(after).Select(line => $"- {line}").Concat(after.Except(before).Select(line => $"+ {line}")));
    }

    private static List<string> ReadLines(string text)
    {
        var heading = "";
        List<string> lines = [];
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith('#')) heading = line.TrimStart('#', ' ');
            lines.Add($"{heading}: {line}");
        }
        return lines;
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Id();
}
