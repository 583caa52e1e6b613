using System.Management.Automation;

namespace NanoGpt;

/// <summary>Turns what went wrong into what PowerShell reports. The error ids are a promise: scripts look at them.</summary>
internal static class ErrorRecords
{
    public static ErrorRecord From(NanoGptException failure) =>
        new(failure, failure.Kind.ToString(), Category(failure.Kind), failure.Call.Uri)
        {
            ErrorDetails = new ErrorDetails(failure.Message) { RecommendedAction = RecommendedAction(failure) },
        };

    public static ErrorRecord From(SettingException unusable) =>
        new(unusable, unusable.ErrorId, ErrorCategory.InvalidArgument, targetObject: null);

    public static ErrorRecord ApiKeyMissing(ModelScope scope) => new(
        new InvalidOperationException(
            $"The {scope.ToString().ToLowerInvariant()} list needs an API key, and there is none. Run Connect-NanoGpt -ApiKey <key>, or set $env:NANOGPT_API_KEY."),
        "ApiKeyMissing",
        ErrorCategory.AuthenticationError,
        targetObject: scope);

    public static ErrorRecord ModelNotFound(string id, ModelScope scope, IEnumerable<string> similarIds)
    {
        var similar = string.Join(" or ", similarIds);
        var hint = similar.Length > 0 ? $"Did you mean {similar}?" : "Wildcards find what you know a part of: Get-NanoGptModel *part*.";
        return new(
            new ItemNotFoundException($"There is no model '{id}' in the {scope.ToString().ToLowerInvariant()} list. {hint}"),
            "ModelNotFound",
            ErrorCategory.ObjectNotFound,
            targetObject: id);
    }

    private static ErrorCategory Category(NanoGptErrorKind kind) => kind switch
    {
        NanoGptErrorKind.InvalidRequest => ErrorCategory.InvalidArgument,
        NanoGptErrorKind.Unauthorized => ErrorCategory.AuthenticationError,
        NanoGptErrorKind.InsufficientBalance => ErrorCategory.QuotaExceeded,
        NanoGptErrorKind.Forbidden => ErrorCategory.PermissionDenied,
        NanoGptErrorKind.NotFound => ErrorCategory.ObjectNotFound,
        NanoGptErrorKind.Conflict => ErrorCategory.ResourceExists,
        NanoGptErrorKind.RequestTooLarge => ErrorCategory.LimitsExceeded,
        NanoGptErrorKind.RateLimited => ErrorCategory.LimitsExceeded,
        NanoGptErrorKind.DailyLimitReached => ErrorCategory.QuotaExceeded,
        NanoGptErrorKind.ServiceFailed => ErrorCategory.ResourceUnavailable,
        NanoGptErrorKind.TimedOut => ErrorCategory.OperationTimeout,
        NanoGptErrorKind.ConnectionFailed => ErrorCategory.ConnectionError,
        NanoGptErrorKind.Redirected => ErrorCategory.ProtocolError,
        NanoGptErrorKind.InvalidResponse => ErrorCategory.InvalidData,
        NanoGptErrorKind.ResponseTooLarge => ErrorCategory.LimitsExceeded,
        _ => ErrorCategory.NotSpecified,
    };

    /// <summary>What a person can do about it; null where there is nothing to say that the message does not.</summary>
    private static string? RecommendedAction(NanoGptException failure) => failure.Kind switch
    {
        NanoGptErrorKind.Unauthorized =>
            "Get-NanoGptSession shows which key is in use and where it comes from; Connect-NanoGpt -ApiKey <key> takes another.",
        NanoGptErrorKind.InsufficientBalance =>
            "Top up the account's balance on nano-gpt.com, or keep to what the subscription includes: -Scope Subscription.",
        NanoGptErrorKind.Forbidden =>
            "The key is valid, but its account may not do this. Get-NanoGptSession shows which key is in use; Connect-NanoGpt -ApiKey <key> takes another.",
        NanoGptErrorKind.NotFound =>
            "Get-NanoGptSession shows the base URI; Connect-NanoGpt -BaseUri <address> takes another. The module adds /api/v1 to it by itself.",
        NanoGptErrorKind.RateLimited when failure.RetryAfter is { } wait =>
            $"Try again in {Math.Ceiling(wait.TotalSeconds)} s.",
        NanoGptErrorKind.RateLimited =>
            "Wait some seconds and try again; NanoGPT takes 25 requests a second.",
        NanoGptErrorKind.ResponseTooLarge =>
            "Where so much is to be expected, Connect-NanoGpt -MaximumResponseSize 1GB reads more.",
        NanoGptErrorKind.DailyLimitReached =>
            "The key's daily limit is reset at 00:00 UTC. Use another key until then, or raise the limit on nano-gpt.com.",
        _ => null,
    };
}
