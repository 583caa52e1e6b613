using System.Management.Automation;

namespace NanoGpt;

/// <summary>Turns what went wrong into what PowerShell reports. The error ids are a promise: scripts look at them.</summary>
internal static class ErrorRecords
{
    public static ErrorRecord From(NanoGptException failure) =>
        new(failure, failure.Kind.ToString(), Category(failure.Kind), failure.Request.Uri)
        {
            ErrorDetails = new ErrorDetails(failure.Message) { RecommendedAction = RecommendedAction(failure) },
        };

    public static ErrorRecord From(ConfigurationException unusable) =>
        new(unusable, unusable.ErrorId, ErrorCategory.InvalidArgument, targetObject: null);

    public static ErrorRecord ApiKeyMissing(ModelScope scope) => new(
        new InvalidOperationException(
            $"The {scope.ToString().ToLowerInvariant()} list needs an API key, and there is none. Run Connect-NanoGpt -ApiKey <key>, or set $env:NANOGPT_API_KEY."),
        "ApiKeyMissing",
        ErrorCategory.AuthenticationError,
        targetObject: scope);

    public static ErrorRecord ModelNotFound(string id, ModelScope scope, IEnumerable<string> similarIds)
    {
        var similar = string.Join(" or ", similarIds.Select(TerminalSanitizer.Sanitize));
        var hint = similar.Length > 0 ? $"Did you mean {similar}?" : "Wildcards find what you know a part of: Get-NanoGptModel *part*.";
        return Sanitize(new(
            new ItemNotFoundException($"There is no model '{TerminalSanitizer.Sanitize(id)}' in the {scope.ToString().ToLowerInvariant()} list. {hint}"),
            "ModelNotFound",
            ErrorCategory.ObjectNotFound,
            targetObject: id));
    }

    public static ErrorRecord SessionCookieMissing() => new(
        new InvalidOperationException(
            "The visibility preferences need the website's session cookie, and there is none; an API key does not open them. "
            + "Sign in at https://nano-gpt.com in a browser, open its developer tools (F12), and copy the value of the Cookie header from any request to nano-gpt.com on the Network page. "
            + "Then run Connect-NanoGpt -SessionCookie (Read-Host -AsSecureString), or set $env:NANOGPT_SESSION_COOKIE."),
        "SessionCookieMissing",
        ErrorCategory.AuthenticationError,
        targetObject: null);

    public static ErrorRecord VisibilityNotFound(string id, IEnumerable<string> similarIds)
    {
        var similar = string.Join(" or ", similarIds.Select(TerminalSanitizer.Sanitize));
        return Sanitize(new(
            new ItemNotFoundException($"Nothing is saved of the model '{TerminalSanitizer.Sanitize(id)}'.{(similar.Length > 0 ? $" Did you mean {similar}?" : "")}"),
            "VisibilityNotFound",
            ErrorCategory.ObjectNotFound,
            targetObject: id));
    }

    public static ErrorRecord WildcardNotSupported(string id)
    {
        var pattern = TerminalSanitizer.Sanitize(id);
        return Sanitize(new(
            new ArgumentException(
                $"'{pattern}' is a pattern, and only ids can be changed. Get-NanoGptModel finds them: Get-NanoGptModel '{pattern}' | Set-NanoGptModelVisibility …"),
            "WildcardNotSupported",
            ErrorCategory.InvalidArgument,
            targetObject: id));
    }

    public static ErrorRecord NotUnicode(string what, string text) => Sanitize(new(
        new ArgumentException(
            $"The {what} '{TerminalSanitizer.Sanitize(text)}' has half of a surrogate pair in it, which cannot be sent. Specify the whole character, or remove the half."),
        "InvalidUnicode",
        ErrorCategory.InvalidArgument,
        targetObject: text));

    public static ErrorRecord From(VisibilityFailure failure)
    {
        var id = TerminalSanitizer.Sanitize(failure.Change.Id);
        var (errorId, category, message) = failure.Reason switch
        {
            VisibilityFailureReason.Ignored => (
                "VisibilityIgnored",
                ErrorCategory.ObjectNotFound,
                $"NanoGPT did not take the entry for '{id}': it knows no such model. Ids are told apart by the case of their letters too; Get-NanoGptModel '{id}' shows how one is written."),
            VisibilityFailureReason.SavedUnderOtherId => (
                "VisibilityIdChanged",
                ErrorCategory.InvalidArgument,
                $"NanoGPT saved the entry for '{id}' under the id '{TerminalSanitizer.Sanitize(failure.Found.Id)}'. Specify that id."),
            VisibilityFailureReason.NotRemoved => (
                "VisibilityNotRemoved",
                ErrorCategory.NotImplemented,
                $"NanoGPT keeps what is saved of '{id}' ({failure.Change.Description}): it merges what is sent, and so takes nothing away. The website may."),
            _ => (
                "VisibilityNotPersisted",
                ErrorCategory.InvalidResult,
                $"The change of '{id}' ({failure.Change.Description}) was sent, and something else is saved: somebody else changed it in the same moment, or NanoGPT does not accept the value. Get-NanoGptModelVisibility shows what is saved now."),
        };
        return Sanitize(new(new InvalidOperationException(message), errorId, category, failure.Change));
    }

    public static ErrorRecord VisibilityUnexpectedlyChanged(IReadOnlyList<string> ids) => new(
        new InvalidOperationException(
            $"Entries that were not to be changed are otherwise than they were when this change was sent: {TerminalSanitizer.SanitizeList(ids)}. Somebody else wrote in the same moment, or NanoGPT did not keep them. Get-NanoGptModelVisibility shows what is saved now."),
        "VisibilityUnexpectedlyChanged",
        ErrorCategory.InvalidResult,
        ids);

    public static ErrorRecord VisibilityPropertiesLost(IReadOnlyList<string> names) => new(
        new InvalidOperationException(
            $"NanoGPT did not keep what it had saved beside visibility and categories, though it was sent with this change: {TerminalSanitizer.SanitizeList(names)}."),
        "VisibilityPropertiesLost",
        ErrorCategory.InvalidResult,
        names);

    public static ErrorRecord NotAModel(PSObject? input) => Sanitize(new(
        new ArgumentException($"{Describe(input)} is no model as Get-NanoGptModel lists them, nor a copy of one from Export-Clixml or ConvertTo-Json."),
        "NotAModel",
        ErrorCategory.InvalidType,
        targetObject: input));

    public static ErrorRecord NullModelList(string parameter) => new(
        new ArgumentException(
            $"-{parameter} is null instead of a list of models. Check the command that should have returned the list, such as Import-Clixml. An empty list is @()."),
        "NullModelList",
        ErrorCategory.InvalidArgument,
        targetObject: null);

    public static ErrorRecord NoModelInList(string parameter, PSObject? input) => Sanitize(new(
        new ArgumentException(
            $"-{parameter} has no model in it: {Describe(input)} is neither a model that Get-NanoGptModel lists nor a copy of one. To compare with a file, read it first: Compare-NanoGptModel (Import-Clixml <path>) …"),
        "NotAModel",
        ErrorCategory.InvalidType,
        targetObject: input));

    public static ErrorRecord NoTokens() => new(
        new ArgumentException("There are no tokens to pay for. Say how many with -PromptTokens, -CompletionTokens or both."),
        "NoTokens",
        ErrorCategory.InvalidArgument,
        targetObject: null);

    public static ErrorRecord CostTooLarge(string id) => Sanitize(new(
        new OverflowException($"What that would cost on '{TerminalSanitizer.Sanitize(id)}' is too large a number. Measure fewer tokens or requests."),
        "CostTooLarge",
        ErrorCategory.LimitsExceeded,
        targetObject: id));

    /// <summary>An object as a message names it: its text and its type.</summary>
    public static string Describe(PSObject? input)
    {
        const int longest = 60;
        if (input is null) return "Null";
        var text = Display.Text(input);
        return $"'{(text.Length <= longest ? text : text.Remove(longest) + "…")}', a {input.BaseObject.GetType().Name},";
    }

    /// <summary>The record of an error about something the service named, whose name PowerShell may show by itself.</summary>
    private static ErrorRecord Sanitize(ErrorRecord error)
    {
        error.CategoryInfo.TargetName = TerminalSanitizer.Sanitize(error.CategoryInfo.TargetName);
        return error;
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
        NanoGptErrorKind.Locked => ErrorCategory.ResourceBusy,
        NanoGptErrorKind.ResponseTooLarge => ErrorCategory.LimitsExceeded,
        _ => ErrorCategory.NotSpecified,
    };

    /// <summary>What a person can do about it; null where there is nothing to say that the message does not.</summary>
    private static string? RecommendedAction(NanoGptException failure) => failure.Kind switch
    {
        _ when failure.OutcomeUnknown => "It is not known whether the change is saved: Get-NanoGptModelVisibility shows it.",
        NanoGptErrorKind.Conflict when failure.Request.Attempt == 0 =>
            "Get-NanoGptModelVisibility shows what is saved now. Run the command again, or with -Force to change it all the same.",
        NanoGptErrorKind.Unauthorized =>
            "Get-NanoGptSession shows which key and cookie are in use and where they come from; Connect-NanoGpt -ApiKey <key> or -SessionCookie <cookie> takes another. A cookie expires.",
        NanoGptErrorKind.InsufficientBalance =>
            "Top up the account's balance on nano-gpt.com, or keep to what the subscription includes: -Scope Subscription.",
        NanoGptErrorKind.Forbidden =>
            "The key or cookie is valid, but its account may not do this. Get-NanoGptSession shows which ones are in use; Connect-NanoGpt -ApiKey <key> or -SessionCookie <cookie> takes another.",
        NanoGptErrorKind.NotFound =>
            "Get-NanoGptSession shows the base URI; Connect-NanoGpt -BaseUri <address> takes another. The module adds /api/v1 to it by itself.",
        NanoGptErrorKind.RateLimited when failure.RetryAfter is { } wait =>
            $"Try again in {Math.Ceiling(wait.TotalSeconds)} s.",
        NanoGptErrorKind.RateLimited =>
            "Wait some seconds and try again; NanoGPT takes 25 requests a second.",
        NanoGptErrorKind.ResponseTooLarge =>
            "If such a long list is expected, read more with Connect-NanoGpt -MaximumResponseSize 1GB. The limits for one entry and for the preferences are fixed.",
        NanoGptErrorKind.DailyLimitReached =>
            "The key's daily limit is reset at 00:00 UTC. Use another key until then, or raise the limit on nano-gpt.com.",
        _ => null,
    };
}
