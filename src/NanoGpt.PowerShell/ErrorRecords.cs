using System.Management.Automation;

namespace NanoGpt;

/// <summary>Creates the error records of the cmdlets. Scripts depend on the error ids, so they do not change.</summary>
internal static class ErrorRecords
{
    public static ErrorRecord From(NanoGptException failure) =>
        new(failure, failure.Kind.ToString(), GetCategory(failure.Kind), failure.Request.Uri)
        {
            ErrorDetails = new ErrorDetails(failure.Message) { RecommendedAction = GetRecommendedAction(failure) },
        };

    public static ErrorRecord From(ConfigurationException exception) =>
        new(exception, exception.ErrorId, ErrorCategory.InvalidArgument, targetObject: null);

    public static ErrorRecord FileNotRead(Exception exception, string path) =>
        FileError(exception, "FileNotRead", ErrorCategory.ReadError, path);

    public static ErrorRecord FileNotWritten(Exception exception, string path) =>
        FileError(exception, "FileNotWritten", ErrorCategory.WriteError, path);

    public static ErrorRecord ApiKeyMissing(string content, object? targetObject = null) => new(
        new InvalidOperationException($"{content} requires an API key. Run Connect-NanoGpt -ApiKey <key>, or set $env:NANOGPT_API_KEY."),
        "ApiKeyMissing",
        ErrorCategory.AuthenticationError,
        targetObject);

    public static ErrorRecord ApiKeyMissing(ModelQuery query) =>
        ApiKeyMissing($"The {GetListName(query)}", query.Type == ModelType.Text ? query.Scope : query.Type);

    public static ErrorRecord TextOnlyParameter(string parameter, ModelType type) => new(
        new ArgumentException(
            $"-{parameter} applies only to text models. Omit -{parameter}, or omit -Type {type}."),
        "TextOnlyParameter",
        ErrorCategory.InvalidArgument,
        targetObject: type);

    public static ErrorRecord ModelNotFound(string id, ModelQuery query, IEnumerable<string> similarIds)
    {
        var hint = Suggest(similarIds) ?? $"To search with wildcards, run {GetListCommand(query.Type)} *part*.";
        return Sanitize(new(
            new ItemNotFoundException($"There is no model '{TerminalSanitizer.Sanitize(id)}' in the {GetListName(query)}. {hint}"),
            "ModelNotFound",
            ErrorCategory.ObjectNotFound,
            targetObject: id));
    }

    /// <summary>Creates the error for an id that cannot be requested.</summary>
    /// <returns>The error, or <see langword="null"/> if the id is valid.</returns>
    public static ErrorRecord? InvalidId(string id, string cmdlet)
    {
        // Ids do not contain * or ?.
        if (id.IndexOfAny(['*', '?']) >= 0) return WildcardNotSupported(id, cmdlet);
        return Utf16.IsWellFormed(id) ? null : InvalidUnicode("id", id);
    }

    public static ErrorRecord From(NanoGptException failure, string id) => Sanitize(
        new(failure, failure.Kind.ToString(), GetCategory(failure.Kind), id)
        {
            ErrorDetails = new ErrorDetails($"The providers of '{TerminalSanitizer.Sanitize(id)}' cannot be listed: {failure.Message}")
            {
                RecommendedAction = failure.Kind == NanoGptErrorKind.NotFound
                    ? "To find the id of a model, run Get-NanoGptModel *part*. To see the base URI, run Get-NanoGptSession."
                    : GetRecommendedAction(failure),
            },
        });

    public static ErrorRecord SessionCookieMissing() => new(
        new InvalidOperationException(
            "The visibility preferences require the session cookie of the website; an API key does not give access to them. "
            + "Sign in at https://nano-gpt.com in a browser, open the developer tools (F12), and copy the value of the Cookie header from any request to nano-gpt.com on the Network page. "
            + "Then run Connect-NanoGpt -SessionCookie (Read-Host -AsSecureString), or set $env:NANOGPT_SESSION_COOKIE."),
        "SessionCookieMissing",
        ErrorCategory.AuthenticationError,
        targetObject: null);

    public static ErrorRecord VisibilityNotFound(string id, IEnumerable<string> similarIds)
    {
        var hint = Suggest(similarIds) ?? "To list the saved preferences, run Get-NanoGptModelVisibility.";
        return Sanitize(new(
            new ItemNotFoundException($"No preference is saved for the model '{TerminalSanitizer.Sanitize(id)}'. {hint}"),
            "VisibilityNotFound",
            ErrorCategory.ObjectNotFound,
            targetObject: id));
    }

    private static ErrorRecord WildcardNotSupported(string id, string cmdlet)
    {
        var pattern = TerminalSanitizer.Sanitize(id);
        return Sanitize(new(
            new ArgumentException(
                $"'{pattern}' is a pattern, but this cmdlet accepts only ids. To use all models that match, run Get-NanoGptModel '{pattern}' | {cmdlet} …"),
            "WildcardNotSupported",
            ErrorCategory.InvalidArgument,
            targetObject: id));
    }

    public static ErrorRecord InvalidUnicode(string name, string text) => Sanitize(new(
        new ArgumentException(
            $"The {name} '{TerminalSanitizer.Sanitize(text)}' contains an unpaired surrogate, which cannot be sent. Specify the complete character, or remove the surrogate."),
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
                $"NanoGPT ignored the entry for '{id}', because it has no model with this id. Ids are case-sensitive; to find the correct case, run Get-NanoGptModel '{id}'."),
            VisibilityFailureReason.SavedUnderOtherId => (
                "VisibilityIdChanged",
                ErrorCategory.InvalidArgument,
                $"NanoGPT saved the entry for '{id}' under the id '{TerminalSanitizer.Sanitize(failure.Found.Id)}'. Specify that id."),
            _ => (
                "VisibilityNotPersisted",
                ErrorCategory.InvalidResult,
                $"The change to '{id}' ({failure.Change.Description}) was sent, but a different value is saved: another client changed it at the same time, or NanoGPT does not accept the value. To see the saved value, run Get-NanoGptModelVisibility."),
        };
        return Sanitize(new(new InvalidOperationException(message), errorId, category, failure.Change));
    }

    public static ErrorRecord VisibilityNotRemoved(IReadOnlyList<ModelVisibilityChange> changes) => new(
        new InvalidOperationException($"{DescribeNotRemoved(changes)} To show or hide the models, set their visibility to $true or $false; or try to remove the values on the website."),
        "VisibilityNotRemoved",
        ErrorCategory.NotImplemented,
        changes);

    /// <summary>Describes that values could not be removed. The action to take depends on the cmdlet.</summary>
    public static string DescribeNotRemoved(IReadOnlyList<ModelVisibilityChange> changes) =>
        $"NanoGPT did not remove the saved values of {TerminalSanitizer.SanitizeList([.. changes.Select(change => change.Id)])}, because it merges changes into the saved preferences. All other changes are saved.";

    public static ErrorRecord VisibleOrCategoryMissing() => new(
        new ArgumentException("No preference is specified. For ids and models, specify -Visible, -Category, or both. Without them, the cmdlet accepts only preferences, such as those from Get-NanoGptModelVisibility."),
        "VisibleOrCategoryMissing",
        ErrorCategory.InvalidArgument,
        targetObject: null);

    public static ErrorRecord NotAPreference(PSObject? input) => Sanitize(new(
        new ArgumentException($"{Describe(input)} is not a visibility preference: an object with an Id and a Visible or Category property that is not a model. Specify preferences from Get-NanoGptModelVisibility, Import-Clixml, or ConvertFrom-Json."),
        "NotAPreference",
        ErrorCategory.InvalidType,
        targetObject: input));

    public static ErrorRecord NotAChange(PSObject? input) => Sanitize(new(
        new ArgumentException($"{Describe(input)} is not a NanoGpt.ModelVisibilityChange or a copy of one. Specify changes from Set-NanoGptModelVisibility -PassThru or Import-NanoGptModelVisibility -PassThru."),
        "NotAChange",
        ErrorCategory.InvalidType,
        targetObject: input));

    public static ErrorRecord InvalidPreference(FormatException exception, PSObject input) =>
        Sanitize(new(exception, "InvalidPreference", ErrorCategory.InvalidData, input));

    public static ErrorRecord UndoConflict(IReadOnlyList<string> ids)
    {
        var message = $"Entries have been modified since the changes to undo: {TerminalSanitizer.SanitizeList(ids)}. Nothing was sent.";
        return new(new InvalidOperationException(message), nameof(NanoGptErrorKind.Conflict), GetCategory(NanoGptErrorKind.Conflict), ids)
        {
            ErrorDetails = new ErrorDetails(message)
            {
                RecommendedAction = "To see the saved values, run Get-NanoGptModelVisibility. Specify several changes of an entry oldest first. To undo the changes anyway, use -Force.",
            },
        };
    }

    public static ErrorRecord VisibilityUnexpectedlyChanged(IReadOnlyList<string> ids) => new(
        new InvalidOperationException(
            $"Entries outside this change were modified: {TerminalSanitizer.SanitizeList(ids)}. Another client changed them at the same time, or NanoGPT did not keep them; to see the saved values, run Get-NanoGptModelVisibility."),
        "VisibilityUnexpectedlyChanged",
        ErrorCategory.InvalidResult,
        ids);

    public static ErrorRecord VisibilityPropertiesLost(IReadOnlyList<string> names) => new(
        new InvalidOperationException(
            $"NanoGPT did not keep these saved properties, although the request included them: {TerminalSanitizer.SanitizeList(names)}. Check the settings that they affect on the website."),
        "VisibilityPropertiesLost",
        ErrorCategory.InvalidResult,
        names);

    public static ErrorRecord NotAModel(PSObject? input) => Sanitize(new(
        new ArgumentException($"{Describe(input)} is not a NanoGpt.Model or a deserialized copy of one. Specify models from Get-NanoGptModel, Import-Clixml, or ConvertFrom-Json."),
        "NotAModel",
        ErrorCategory.InvalidType,
        targetObject: input));

    public static ErrorRecord NullModelList(string parameter) => new(
        new ArgumentException(
            $"-{parameter} is null. Check the command that returns the list, such as Import-Clixml; to specify an empty list, use @()."),
        "NullModelList",
        ErrorCategory.InvalidArgument,
        targetObject: null);

    public static ErrorRecord NoModelInList(string parameter, PSObject? input) => Sanitize(new(
        new ArgumentException(
            $"-{parameter} contains no model: {Describe(input)} is not a NanoGpt.Model or a deserialized copy of one. To compare with a file, import it first: Compare-NanoGptModel (Import-Clixml <path>) …"),
        "NotAModel",
        ErrorCategory.InvalidType,
        targetObject: input));

    public static ErrorRecord NoTokens() => new(
        new ArgumentException("No number of tokens is specified. Specify -PromptTokens, -CompletionTokens, or both."),
        "NoTokens",
        ErrorCategory.InvalidArgument,
        targetObject: null);

    public static ErrorRecord CostTooLarge(string id) => Sanitize(new(
        new OverflowException($"The cost on '{TerminalSanitizer.Sanitize(id)}' exceeds the largest supported number. Specify fewer tokens or requests."),
        "CostTooLarge",
        ErrorCategory.LimitsExceeded,
        targetObject: id));

    public static ErrorRecord UsageInFuture(DateTime day, DateTime today) => new(
        new ArgumentException(
            $"{FormatDay(day)} is in the future. Days are in UTC, where today is {FormatDay(today)}. Specify an earlier day, or omit -To for usage through today."),
        "UsageInFuture",
        ErrorCategory.InvalidArgument,
        day);

    public static ErrorRecord UsageRangeReversed(DateTime from, DateTime to) => new(
        new ArgumentException($"The range ends on {FormatDay(to)}, before it starts on {FormatDay(from)}. Specify -From before -To."),
        "UsageRangeReversed",
        ErrorCategory.InvalidArgument,
        from);

    public static ErrorRecord UsageRangeTooLong(DateTime from, DateTime to, int days, int maxDays) => new(
        new ArgumentException($"The range from {FormatDay(from)} to {FormatDay(to)} has {days} days. NanoGPT reports at most {maxDays} days at a time; split the range."),
        "UsageRangeTooLong",
        ErrorCategory.LimitsExceeded,
        from);

    /// <summary>Gets the name of a list for a message, such as <c>personalized list</c> or <c>image list</c>.</summary>
    private static string GetListName(ModelQuery query) =>
        $"{(query.Type == ModelType.Text ? query.Scope.ToString() : query.Type.ToString()).ToLowerInvariant()} list";

    /// <summary>Gets the command that lists models of a type.</summary>
    public static string GetListCommand(ModelType type) => type == ModelType.Text ? "Get-NanoGptModel" : $"Get-NanoGptModel -Type {type}";

    /// <summary>Formats an object for a message: its text and its type.</summary>
    public static string Describe(PSObject? input)
    {
        const int maxLength = 60;
        if (input is null) return "A null value";
        var text = Display.Text(input);
        return $"'{(text.Length <= maxLength ? text : text.Remove(maxLength) + "…")}' ({input.BaseObject.GetType().Name})";
    }

    /// <summary>Asks whether the user meant one of some similar names.</summary>
    /// <returns>The question, or <see langword="null"/> if there are no similar names.</returns>
    public static string? Suggest(IEnumerable<string> similarNames)
    {
        var names = string.Join(" or ", similarNames.Select(TerminalSanitizer.Sanitize));
        return names.Length == 0 ? null : $"Did you mean {names}?";
    }

    private static string FormatDay(DateTime day) => Display.FormatDate(day, "yyyy-MM-dd");

    private static ErrorRecord FileError(Exception exception, string errorId, ErrorCategory category, string path) =>
        exception is ConfigurationException configuration ? From(configuration) : new(exception, errorId, category, path);

    /// <summary>Sanitizes the target name of an error record, which comes from the service and which PowerShell may print.</summary>
    private static ErrorRecord Sanitize(ErrorRecord error)
    {
        error.CategoryInfo.TargetName = TerminalSanitizer.Sanitize(error.CategoryInfo.TargetName);
        return error;
    }

    private static ErrorCategory GetCategory(NanoGptErrorKind kind) => kind switch
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
        NanoGptErrorKind.UsageNotReady => ErrorCategory.ResourceUnavailable,
        NanoGptErrorKind.TimedOut => ErrorCategory.OperationTimeout,
        NanoGptErrorKind.ConnectionFailed => ErrorCategory.ConnectionError,
        NanoGptErrorKind.Redirected => ErrorCategory.ProtocolError,
        NanoGptErrorKind.InvalidResponse => ErrorCategory.InvalidData,
        NanoGptErrorKind.Locked => ErrorCategory.ResourceBusy,
        NanoGptErrorKind.ResponseTooLarge => ErrorCategory.LimitsExceeded,
        _ => ErrorCategory.NotSpecified,
    };

    /// <summary>Gets the recommended action for a failure.</summary>
    /// <returns>The action, or <see langword="null"/> if the message is sufficient.</returns>
    private static string? GetRecommendedAction(NanoGptException failure) => failure.Kind switch
    {
        _ when failure.OutcomeUnknown => "It is unknown whether the change was saved. To see the saved values, run Get-NanoGptModelVisibility.",
        NanoGptErrorKind.Conflict when failure.Request.Attempt == 0 =>
            "To see the saved values, run Get-NanoGptModelVisibility. Then run the command again, or use -Force to make the change anyway.",
        NanoGptErrorKind.Unauthorized =>
            "To see which API key and session cookie are used and where they come from, run Get-NanoGptSession. To replace them, run Connect-NanoGpt -ApiKey <key> or -SessionCookie <cookie>. Session cookies expire.",
        NanoGptErrorKind.InsufficientBalance =>
            "Add to the account balance on nano-gpt.com, or use the models that the subscription includes: -Scope Subscription.",
        NanoGptErrorKind.Forbidden =>
            "The API key or session cookie is valid, but its account does not have permission. To see which ones are used, run Get-NanoGptSession. To replace them, run Connect-NanoGpt -ApiKey <key> or -SessionCookie <cookie>.",
        NanoGptErrorKind.NotFound or NanoGptErrorKind.Redirected =>
            "To see the base URI, run Get-NanoGptSession. To change it, run Connect-NanoGpt -BaseUri <address> without /api/v1, which the module adds.",
        NanoGptErrorKind.ConnectionFailed =>
            "Check the network connection and the proxy. To see the base URI, run Get-NanoGptSession.",
        NanoGptErrorKind.TimedOut when failure.StatusCode is not (408 or 504) =>
            "Retry later, or raise the limit with Connect-NanoGpt -TimeoutSec <seconds>.",
        NanoGptErrorKind.InvalidResponse =>
            "To see the base URI, run Get-NanoGptSession. If it is correct, retry later, and report the request id to NanoGPT if the error persists.",
        NanoGptErrorKind.RateLimited when failure.RetryAfter is { } delay =>
            $"Retry in {Math.Ceiling(delay.TotalSeconds)} s.",
        NanoGptErrorKind.RateLimited =>
            "Retry after a few seconds. NanoGPT accepts 25 requests per second.",
        NanoGptErrorKind.ResponseTooLarge =>
            "If a list of this size is expected, raise the limit with Connect-NanoGpt -MaximumResponseSize 1GB. The limits for one entry and for responses other than lists are fixed.",
        NanoGptErrorKind.DailyLimitReached =>
            "The daily limit of the API key resets at 00:00 UTC. Use another key until then, or raise the limit on nano-gpt.com.",
        _ => null,
    };
}
