using System.Management.Automation;

namespace NanoGpt.Tests.Engine;

/// <summary>
/// Tests the error records of failed calls: id, category, exception, and recommended action. The client tests test the messages and
/// the formats of error responses.
/// </summary>
public sealed class ErrorTests(SandboxFixture sandbox) : EngineTest(sandbox)
{
    [Theory]
    [InlineData(400, "InvalidRequest", ErrorCategory.InvalidArgument, false)]
    [InlineData(401, "Unauthorized", ErrorCategory.AuthenticationError, true)]
    [InlineData(402, "InsufficientBalance", ErrorCategory.QuotaExceeded, true)]
    [InlineData(403, "Forbidden", ErrorCategory.PermissionDenied, true)]
    [InlineData(404, "NotFound", ErrorCategory.ObjectNotFound, true)]
    [InlineData(408, "TimedOut", ErrorCategory.OperationTimeout, false)]
    [InlineData(409, "Conflict", ErrorCategory.ResourceExists, false)]
    [InlineData(413, "RequestTooLarge", ErrorCategory.LimitsExceeded, false)]
    [InlineData(418, "InvalidRequest", ErrorCategory.InvalidArgument, false)]
    [InlineData(429, "RateLimited", ErrorCategory.LimitsExceeded, true)]
    [InlineData(500, "ServiceFailed", ErrorCategory.ResourceUnavailable, false)]
    [InlineData(502, "ServiceFailed", ErrorCategory.ResourceUnavailable, false)]
    [InlineData(503, "ServiceFailed", ErrorCategory.ResourceUnavailable, false)]
    [InlineData(504, "TimedOut", ErrorCategory.OperationTimeout, false)]
    public void A_status_code_has_an_error_id_a_category_and_the_message_of_the_service(
        int status, string id, ErrorCategory category, bool hasRecommendedAction)
    {
        var error = FailWith($"status={status},message=It is so,code=some_code,shape=openai");

        Assert.Equal($"{id},NanoGpt.Cmdlets.GetNanoGptModelCommand", error.FullyQualifiedErrorId);
        Assert.Equal(category, error.CategoryInfo.Category);
        var exception = Assert.IsType<NanoGptException>(error.Exception);
        Assert.Equal((status, "some_code", "It is so"), ((int)exception.StatusCode!, exception.Code, exception.ServiceMessage));
        Assert.Matches("^[0-9a-f-]{36}$", exception.RequestId);
        Assert.Equal($"It is so (HTTP {status}, some_code, request id {exception.RequestId}).", error.ToString());
        Assert.Equal(hasRecommendedAction, !string.IsNullOrEmpty(error.ErrorDetails.RecommendedAction));
    }

    [Theory]
    [InlineData("status=429,retry-after=7", "RateLimited", "7 s")]
    [InlineData("status=429,code=daily_rpd_limit_exceeded", "DailyLimitReached", "00:00 UTC")]
    [InlineData("status=429,code=daily_usd_limit_exceeded", "DailyLimitReached", "00:00 UTC")]
    [InlineData("html", "InvalidResponse", "request id")]
    [InlineData("empty", "InvalidResponse", "request id")]
    [InlineData("truncate=1500", "InvalidResponse", "request id")]
    [InlineData("reset=700", "ConnectionFailed", "Get-NanoGptSession")]
    [InlineData("drop", "ConnectionFailed", "proxy")]
    [InlineData("redirect=302,to=http://example.com/elsewhere", "Redirected", "Connect-NanoGpt -BaseUri")]
    public void A_fault_has_an_error_id_and_a_recommended_action(string fault, string id, string recommendedAction)
    {
        var error = FailWith(fault);

        Assert.Equal(id, IdOf(error));
        Assert.Contains(recommendedAction, error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(error.Exception.Message, error.ToString());
    }

    [Fact]
    public void A_timeout_reports_the_elapsed_time_and_the_parameter_to_extend_it()
    {
        Connect(Shell, Fault("delay=86400"));

        var error = Error("Connect-NanoGpt -TimeoutSec 1; Get-NanoGptModel");

        Assert.Equal(("TimedOut", ErrorCategory.OperationTimeout), (IdOf(error), error.CategoryInfo.Category));
        Assert.Contains("timed out after 1 s", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Connect-NanoGpt -TimeoutSec", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void An_invalid_key_is_an_error_of_the_personalized_list_only()
    {
        var error = Error("Get-NanoGptModel -Scope Personalized -ApiKey sk-nano-ffffffff-0000-4000-8000-00000000dead");
        var models = Output("Get-NanoGptModel -ApiKey sk-nano-ffffffff-0000-4000-8000-00000000dead");

        Assert.Equal("invalid_api_key", ((NanoGptException)error.Exception).Code);
        Assert.NotEmpty(models);
    }

    private ErrorRecord FailWith(string fault)
    {
        Connect(Shell, Fault(fault));
        return Error("Connect-NanoGpt -MaximumRetryCount 0; Get-NanoGptModel -Detailed");
    }
}
