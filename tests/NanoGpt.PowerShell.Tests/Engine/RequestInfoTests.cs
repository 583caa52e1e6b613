using System.Text.RegularExpressions;

namespace NanoGpt.Tests.Engine;

/// <summary>Tests the verbose message about a request.</summary>
public sealed class RequestInfoTests(SandboxFixture sandbox) : ModelTest(sandbox)
{
    [Fact]
    public void A_request_has_method_URL_status_code_count_bytes_time_and_request_id()
    {
        var message = Assert.Single(Shell.Run("Get-NanoGptModel -Detailed -Verbose").Verbose);

        Assert.Matches(
            $@"^GET {Regex.Escape($"{Server.BaseUri}api/v1/models?detailed=true")}: HTTP 200, 16 models, [1-9]\d* bytes, \d+ ms, request id [0-9a-f-]{{36}}$",
            message);
    }

    [Theory]
    [InlineData("status=503", @"^GET http://\S+: HTTP 503, \d+ bytes, \d+ ms, request id ")]
    [InlineData("truncate=200", @"^GET http://\S+: HTTP 200, .*\d+ bytes, \d+ ms, request id ")]
    public void A_failed_request_is_reported_once(string fault, string expected)
    {
        Connect(Shell, Fault(fault));

        var result = Shell.Run("Connect-NanoGpt -MaximumRetryCount 0; Get-NanoGptModel -Verbose");

        Assert.NotNull(result.TerminatingError);
        Assert.Matches(expected, Assert.Single(result.Verbose));
    }
}
