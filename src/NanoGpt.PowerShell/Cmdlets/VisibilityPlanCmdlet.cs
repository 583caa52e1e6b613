using System.Management.Automation;

namespace NanoGpt.Cmdlets;

/// <summary>The base class of cmdlets that plan changes of the visibility preferences: they read files and pipeline objects, and check the ids of a plan.</summary>
public abstract class VisibilityPlanCmdlet : VisibilityCmdlet
{
    // The catalog only improves the plan, so a cmdlet does not wait longer for it.
    private static readonly TimeSpan MaxCatalogTimeout = TimeSpan.FromSeconds(10);

    // The canonical list omits models that NanoGPT hides by default. The other two are requested only for ids that are still unknown.
    private static readonly ModelScope[] CatalogScopes = [ModelScope.Canonical, ModelScope.Subscription, ModelScope.Paid];

    private protected VisibilityPlanCmdlet()
    {
    }

    /// <summary>Reads a file from Export-NanoGptModelVisibility. A failure is a terminating error.</summary>
    private protected IReadOnlyList<ModelVisibility> ReadFile(string path, bool isLiteral)
    {
        try
        {
            var file = FilePaths.Resolve(this, path, isLiteral);
            try
            {
                return VisibilityFile.Read(ReadBytes(file));
            }
            catch (FormatException exception)
            {
                throw new ConfigurationException("InvalidVisibilityFile", $"{file}, {exception.Message} No request was sent.");
            }
        }
        catch (Exception exception) when (exception is ConfigurationException or IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(ErrorRecords.FileNotRead(exception, path));
            throw;
        }
    }

    /// <summary>Reads a pipeline object. If it is invalid, writes an error.</summary>
    /// <param name="input">The object.</param>
    /// <param name="read">Reads the object, and returns <see langword="null"/> if it has another type.</param>
    /// <param name="createError">Creates the error for an object of another type.</param>
    private protected T? Read<T>(PSObject? input, Func<PSObject?, T?> read, Func<PSObject?, ErrorRecord> createError) where T : class
    {
        try
        {
            if (read(input) is { } value) return value;
            WriteError(createError(input));
        }
        catch (FormatException exception)
        {
            WriteError(ErrorRecords.InvalidPreference(exception, input!));
        }
        return null;
    }

    /// <summary>Reads a preference from the pipeline. If it is invalid, writes an error.</summary>
    private protected VisibilityAssignment? ReadPreference(PSObject? input, Func<PSObject?, ErrorRecord> createError) =>
        Read(input, PreferenceReader.Read, createError) is { Entry: var entry } preference && IsWellFormed("id", entry.Id) && IsWellFormed("category", entry.Category)
            ? preference
            : null;

    /// <summary>Writes an error if a text cannot be sent.</summary>
    private protected bool IsWellFormed(string name, string? text)
    {
        if (text is null || Utf16.IsWellFormed(text)) return true;
        WriteError(ErrorRecords.InvalidUnicode(name, text));
        return false;
    }

    /// <summary>
    /// Warns about each id in a plan that is neither saved nor in the catalog. Requests the catalog only if an id is not saved.
    /// </summary>
    private protected void WarnAboutUnknownIds(Session session, VisibilityPreferences saved, IEnumerable<ModelVisibilityChange> plan)
    {
        var unknown = plan.Select(change => change.Id).Where(id => !saved.Contains(id)).ToList();
        var catalog = new HashSet<string>();
        foreach (var scope in CatalogScopes)
        {
            if (unknown.Count == 0 || !AddIds(session, scope, catalog)) return;
            unknown.RemoveAll(catalog.Contains);
        }
        var suggestions = new SuggestionSource();
        foreach (var id in catalog) suggestions.Add(id);
        foreach (var id in unknown)
        {
            var hint = ErrorRecords.Suggest(suggestions.Find(id)) ?? "To list the ids, run Get-NanoGptModel.";
            WriteWarning($"There is no model '{TerminalSanitizer.Sanitize(id)}' in the catalog, and no preference is saved for it, so NanoGPT may ignore the change. {hint}");
        }
    }

    /// <summary>Adds the ids of a list, requested without an API key, because the preferences of an account hide models.</summary>
    /// <returns><see langword="false"/> if the catalog is not available.</returns>
    private bool AddIds(Session session, ModelScope scope, HashSet<string> catalog)
    {
        var options = session.Options;
        var isLimited = options.Timeout > TimeSpan.Zero && options.Timeout < MaxCatalogTimeout;
        var client = new NanoGptClient(options with { MaximumRetryCount = 0, Timeout = isLimited ? options.Timeout : MaxCatalogTimeout });
        var (request, ids, failure) = Wait(ListIdsAsync(client, scope, CancellationToken));
        WriteRequestInfo(request, ids is null ? null : Quantity.Format(ids.Count, "model"));
        catalog.UnionWith(ids ?? []);
        if (ids is not null && catalog.Count > 0) return true;
        WriteVerbose($"Ids are not checked, because the catalog is not available. {failure ?? "It is empty."}");
        return false;
    }

    private static async Task<(RequestInfo Request, List<string>? Ids, string? Failure)> ListIdsAsync(NanoGptClient client, ModelScope scope, CancellationToken cancellationToken)
    {
        try
        {
            using var list = await client.ListModelsAsync(new ModelQuery { Scope = scope, IsAnonymous = true }, cancellationToken).ConfigureAwait(false);
            var ids = new List<string>();
            await foreach (var model in list.WithCancellation(cancellationToken).ConfigureAwait(false)) ids.Add(model.Id);
            return (list.Request, ids, null);
        }
        catch (NanoGptException failure)
        {
            return (failure.Request, null, failure.Message);
        }
    }

    private byte[] ReadBytes(string path)
    {
        if (RegularFile.IsDevice(path))
            throw new ConfigurationException("PathNotFile", $"'{path}' is a device or a pipe. Specify a file.");
        return Wait(RegularFile.ReadAsync(path, VisibilityFile.MaxLength, CancellationToken))
            ?? throw new ConfigurationException("VisibilityFileTooLarge", $"'{path}' exceeds the limit of {VisibilityFile.MaxLength / (1024 * 1024)} MiB for visibility files. Specify a file from Export-NanoGptModelVisibility.");
    }
}
