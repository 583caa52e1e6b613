using System.Collections.Concurrent;

namespace NanoGpt.Tests.Engine;

/// <summary>
/// Runs every cmdlet that sends requests with a fault, and finds the outcome in the tables of docs/reliability.md. With the
/// environment variable NANOGPT_WRITE_FAULT_MATRIX, it writes the tables instead.
/// </summary>
public sealed class FaultMatrix : ServiceCmdlets
{
    private const string Page = "docs/reliability.md";

    internal static readonly bool IsWriting = Environment.GetEnvironmentVariable("NANOGPT_WRITE_FAULT_MATRIX") is { Length: > 0 };

    private readonly ConcurrentDictionary<FaultMatrixRow, string> lines = new();

    /// <summary>Gets the lines of a table in the documentation.</summary>
    internal static IReadOnlyList<string> GetDocumented(string table)
    {
        var (start, end) = FindTable(table, Repository.Read(Page));
        return Repository.Read(Page)[start..end].Trim().ReplaceLineEndings("\n").Split('\n');
    }

    /// <summary>Gets the lines before the rows of a table.</summary>
    internal static IReadOnlyList<string> GetHeader(IEnumerable<string> cmdlets) =>
        [$"Cmdlets: {string.Join(", ", cmdlets)}", "", "| Fault | Outcome |", "|---|---|"];

    /// <summary>Gets the names of the cmdlets that send a request to save a change.</summary>
    internal IEnumerable<string> SavingCmdlets => All.Where(cmdlet => cmdlet.SavesChange).Select(cmdlet => cmdlet.Name);

    internal async Task TestAsync(string table, FaultMatrixRow row)
    {
        var cmdlets = All.Where(cmdlet => cmdlet.SavesChange || !row.ShowsSaved).ToList();
        var outcomes = await Task.WhenAll(cmdlets.Select(row.GetOutcomeAsync));

        Assert.DoesNotContain("wrong result", outcomes);
        Assert.DoesNotContain("incomplete file", outcomes);
        lines[row] = $"| {row.Name} | {Combine(cmdlets.Select(cmdlet => cmdlet.Name).Zip(outcomes))} |";
        if (!IsWriting) Assert.Contains(lines[row], GetDocumented(table));
    }

    public override async ValueTask DisposeAsync()
    {
        if (IsWriting)
        {
            var page = Repository.Read(Page);
            page = Write(page, "all requests", [.. GetHeader(ServiceCmdlet.Names), .. FaultMatrixRow.AllRequests.Select(row => lines[row])]);
            page = Write(page, "save requests", [.. GetHeader(SavingCmdlets), .. FaultMatrixRow.SaveRequests.Select(row => lines[row])]);
            await File.WriteAllTextAsync(Repository.PathOf(Page), page);
        }
        await base.DisposeAsync();
    }

    /// <summary>Joins the outcomes, the most frequent one first. Other outcomes name their cmdlets.</summary>
    private static string Combine(IEnumerable<(string Cmdlet, string Outcome)> outcomes)
    {
        var groups = outcomes.GroupBy(each => each.Outcome, each => each.Cmdlet).OrderByDescending(group => group.Count()).ToList();
        return string.Join("; ", groups.Skip(1).Select(group => $"{group.Key}: {string.Join(", ", group)}").Prepend(groups[0].Key));
    }

    private static string Write(string page, string table, IEnumerable<string> lines)
    {
        var (start, end) = FindTable(table, page);
        return $"{page[..start]}\n{string.Join('\n', lines)}\n{page[end..]}";
    }

    private static (int Start, int End) FindTable(string table, string page)
    {
        var marker = $"<!-- {table} -->";
        var start = page.IndexOf(marker, StringComparison.Ordinal) + marker.Length;
        return (start, page.IndexOf("<!-- / -->", start, StringComparison.Ordinal));
    }
}
