using NanoGpt.Cmdlets;

namespace NanoGpt.Tests.Engine;

/// <summary>
/// Tests the outcome of each sandbox fault for each cmdlet that sends requests: see docs/reliability.md. Each run also fails if a
/// stream, an error, or a file contains a secret.
/// </summary>
public sealed class FaultMatrixTests(FaultMatrix matrix) : IClassFixture<FaultMatrix>
{
    private static readonly bool IsDesktop = Path.GetFileName(StagedModule.Assemblies) == "Desktop";

    public static TheoryData<string> AllRequests { get; } =
        [.. FaultMatrixRow.AllRequests.Where(row => row.AppliesToDesktop || !IsDesktop).Select(row => row.Name)];

    public static TheoryData<string> SaveRequests { get; } = [.. FaultMatrixRow.SaveRequests.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(AllRequests))]
    public Task A_fault_of_all_requests_has_the_documented_outcome(string name) =>
        matrix.TestAsync("all requests", FaultMatrixRow.AllRequests.Single(row => row.Name == name));

    [Theory]
    [MemberData(nameof(SaveRequests))]
    public Task A_fault_of_save_requests_has_the_documented_outcome(string name) =>
        matrix.TestAsync("save requests", FaultMatrixRow.SaveRequests.Single(row => row.Name == name));

    [Fact]
    public void Every_cmdlet_that_sends_requests_is_tested() =>
        Assert.Equal(
            CmdletType.All.Where(cmdlet => typeof(ApiCmdlet).IsAssignableFrom(cmdlet.Type)).Select(cmdlet => cmdlet.Name).Order(),
            ServiceCmdlet.Names.Select(name => name.Split(' ')[0]).Distinct().Order());

    [Fact]
    public void The_documented_tables_have_exactly_the_tested_cmdlets_and_faults()
    {
        Assert.SkipWhen(FaultMatrix.IsWriting, "The tables are written after the tests.");
        AssertTable("all requests", ServiceCmdlet.Names, FaultMatrixRow.AllRequests);
        AssertTable("save requests", matrix.SavingCmdlets, FaultMatrixRow.SaveRequests);
    }

    private static void AssertTable(string table, IEnumerable<string> cmdlets, IEnumerable<FaultMatrixRow> rows)
    {
        var header = FaultMatrix.GetHeader(cmdlets);
        var documented = FaultMatrix.GetDocumented(table);

        Assert.Equal(header, documented.Take(header.Count));
        Assert.Equal(rows.Select(row => row.Name), documented.Skip(header.Count).Select(line => line.Split(" | ")[0].TrimStart('|', ' ')));
    }
}
