namespace NanoGpt.Tests.Engine;

/// <summary>Tests that Get-NanoGptModel streams its output and closes the connection when it is stopped.</summary>
public sealed class StoppingTests(SandboxFixture sandbox) : ModelTest(sandbox)
{
    [Theory(Timeout = TestTimeout)]
    [InlineData("delay=600", false)]
    [InlineData("hold=200", true)]
    public async Task Stop_cancels_a_request_before_and_during_its_response(string fault, bool hasStarted)
    {
        Connect(Shell, Fault(fault));
        var listing = Shell.Start("Get-NanoGptModel -Detailed; 'next'");
        await Eventually.IsTrueAsync(() => Server.Requests is [{ } request] && request.BytesSent > 0 == hasStarted);

        var result = await listing.StopAsync();

        Assert.True(result.IsStopped);
        Assert.Empty(result.Output);
        Assert.Empty(result.Errors);
        await Eventually.IsTrueAsync(() => Server.Requests[0].Aborted);
    }

    [Fact(Timeout = TestTimeout)]
    public async Task Models_are_emitted_while_the_service_holds_the_rest_of_the_list()
    {
        Connect(Shell, Fault("hold-after-models=10"));
        var listing = Shell.Start("Get-NanoGptModel | ForEach-Object Id");
        await Eventually.IsTrueAsync(() => listing.Output.Count == 10);
        Assert.False(Assert.Single(Server.Requests).Aborted);

        var result = await listing.StopAsync();

        Assert.Equal(10, result.Output.Count);
        await Eventually.IsTrueAsync(() => Server.Requests[0].Aborted);
    }

    [Fact(Timeout = TestTimeout)]
    public async Task A_pipeline_that_stops_early_closes_the_connection()
    {
        Connect(Shell, Fault("hold-after-models=2"));

        // The rest of the list never arrives.
        Assert.Single(Output("foreach ($once in 1) { Get-NanoGptModel | ForEach-Object { $_; break } }"));

        await Eventually.IsTrueAsync(() => Server.Requests[0].Aborted);
    }
}
