using System.Management.Automation;

namespace NanoGpt.Tests.Engine;

/// <summary>
/// Tests that no stream, error, or file contains the API key or the session cookie. <see cref="FaultMatrixTests"/> does the same for
/// each fault.
/// </summary>
public sealed class SecretTests(ServiceCmdlets cmdlets) : IClassFixture<ServiceCmdlets>
{
    private const string WaitActivity = "Waiting for NanoGPT";

    [Theory]
    [InlineData("$args[0]")]
    [InlineData("throw $args[0]")]
    [InlineData("throw [Exception]::new('outer', [Exception]::new($args[0]))")]
    [InlineData("$e = [Exception]::new('e'); $e.Data['x'] = $args[0]; throw $e")]
    [InlineData("throw [Management.Automation.ErrorRecord]::new([Exception]::new(), 'x', 0, $args[0])")]
    [InlineData("[pscustomobject]@{ x = @($args[0]) }")]
    [InlineData("& { [CmdletBinding()] param($x) $PSCmdlet.WriteVerbose($x) } $args[0] -Verbose")]
    [InlineData("& { [CmdletBinding()] param($x) $PSCmdlet.WriteDebug($x) } $args[0] -Debug")]
    [InlineData("& { [CmdletBinding()] param($x) $PSCmdlet.WriteWarning($x) } $args[0]")]
    [InlineData("& { [CmdletBinding()] param($x) $PSCmdlet.WriteInformation($x, @()) } $args[0]")]
    [InlineData("& { [CmdletBinding()] param($x) $PSCmdlet.WriteProgress([Management.Automation.ProgressRecord]::new(1, 'x', $x)) } $args[0]")]
    [InlineData("& { [CmdletBinding()] param($x) $PSCmdlet.WriteObject('x') } $args[0]; $Host.UI.WriteLine($args[0])")]
    public async Task The_scan_finds_a_secret(string script)
    {
        foreach (var secret in (string[])[SecretScan.Key, SecretScan.Key[10..20], SecretScan.Cookie])
        {
            using var shell = new EngineShell();
            var texts = await SecretScan.RenderAsync(shell, await shell.Start(script, secret).Completion);

            Assert.Contains(texts, text => Record.Exception(() => SecretScan.AssertNoSecret(text)) is not null);
        }
    }

    [Theory]
    [InlineData("sk-nano-00000000-0000-4000-8000-00000000a11c")]
    [InlineData(SecretScan.CookieValue)]
    [InlineData("sandbox-subscriber-00000000a11c")]
    [InlineData("csrf=" + SecretScan.CookieValue + "; session=sandbox-subscriber-00000000a11c")]
    public async Task A_secret_in_a_response_is_redacted(string secret)
    {
        var error = $$$"""{"error":{"message":"No account has {{{secret}}}.","code":"{{{secret}}}","type":"{{{secret}}}"}}""";
        await Task.WhenAll(cmdlets.All.Select(async cmdlet =>
        {
            var unauthorized = await cmdlet.RunAsync(cmdlet.Server.AddResponse(error, status: 401));
            var invalid = await cmdlet.RunAsync(cmdlet.Server.AddResponse($"<html>{secret}</html>"));
            var unexpected = await cmdlet.RunAsync(cmdlet.Server.AddResponse($$"""{"{{secret}}":1}"""));
            var retried = await cmdlet.RunAsync(cmdlet.Server.AddResponse(error, status: 503), maximumRetryCount: 1);

            Assert.Contains("No account has ****", GetError(unauthorized).ToString(), StringComparison.Ordinal);
            Assert.Equal("InvalidResponse", GetError(invalid).FullyQualifiedErrorId.Split(',')[0]);
            Assert.Equal("InvalidResponse", GetError(unexpected).FullyQualifiedErrorId.Split(',')[0]);
            Assert.Contains(retried.Verbose, message => message.StartsWith("Retrying", StringComparison.Ordinal) && message.Contains("No account has ****", StringComparison.Ordinal));
            Assert.Contains(retried.Progress, record => record.StatusDescription.Contains("No account has ****", StringComparison.Ordinal));
        }));
    }

    [Fact(Timeout = 120_000)]
    public Task A_stopped_call_that_waits_for_a_retry_contains_no_secret() => Task.WhenAll(cmdlets.All.Select(async cmdlet =>
    {
        var invocation = cmdlet.Start(cmdlet.Server.GetFaultUri("status=503,retry-after=100"), maximumRetryCount: 1);
        await invocation.WaitForProgressAsync(WaitActivity);

        var result = await invocation.StopAsync();

        Assert.True(result.IsStopped);
        Assert.Contains(result.Progress, record => record.Activity == WaitActivity);
        await cmdlet.AssertNoSecretAsync(result);
    }));

    // An error about one model does not terminate Get-NanoGptModelProvider.
    private static ErrorRecord GetError(EngineResult result) => result.TerminatingError ?? Assert.Single(result.Errors);
}
