using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Security;
using System.Text.RegularExpressions;

namespace NanoGpt.Completion;

/// <summary>
/// Completes an argument from the completion cache, or from one request of at most two seconds if the cache is empty. Failures
/// return no results, because an error would disturb the prompt.
/// </summary>
internal abstract class SessionCompleter : IArgumentCompleter
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    private protected SessionCompleter()
    {
    }

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            var word = wordToComplete ?? "";
            char? quote = word.Length > 0 && word[0] is '\'' or '"' ? word[0] : null;
            var text = quote is { } mark ? word.Substring(1).TrimEnd(mark) : word;
            return GetSession(commandAst, fakeBoundParameters) is { } session
                ? [.. Rank(GetCandidates(session, fakeBoundParameters), text).Select(candidate => candidate.ToResult(quote))]
                : [];
        }
#pragma warning disable CA1031 // Completion must not fail, whatever the exception.
        catch (Exception)
#pragma warning restore CA1031
        {
            return [];
        }
    }

    /// <summary>Gets all candidates, before they are filtered by the text at the prompt.</summary>
    private protected abstract IEnumerable<Candidate> GetCandidates(Session session, IDictionary parameters);

    /// <summary>Gets the type of the models that the command line specifies.</summary>
    private protected static ModelType GetModelType(IDictionary parameters) => GetEnum<ModelType>(parameters, "Type");

    /// <summary>Gets the models from the cache, or from a request if the cache has none.</summary>
    private protected static IReadOnlyList<Model> GetModels(Session session, IDictionary parameters) =>
        CompletionCache.Current.GetModels(session, GetModelType(parameters)) ?? GetDetailedModels(session, parameters);

    /// <summary>Gets the models with details from the cache, or from a request if the cache has none.</summary>
    private protected static IReadOnlyList<Model> GetDetailedModels(Session session, IDictionary parameters)
    {
        var cache = CompletionCache.Current;
        var query = new ModelQuery { Detailed = true, Type = GetModelType(parameters), Scope = GetEnum<ModelScope>(parameters, "Scope") };
        if (cache.GetDetailedModels(session, query.Type) is { } cached) return cached;
        if (query.RequiresApiKey && session.Options.ApiKey is null) return [];
        var listed = Request(session, async (client, cancellationToken) =>
        {
            using var list = await client.ListModelsAsync(query, cancellationToken).ConfigureAwait(false);
            var models = new List<Model>();
            await foreach (var model in list.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                if (models.Count == CompletionCache.MaxModels) break;
                models.Add(model);
            }
            return models;
        });
        // An empty result is cached too, so that the next Tab does not wait again.
        cache.SetDetailedModels(session, query.Type, listed ?? []);
        return listed ?? [];
    }

    /// <summary>Gets the preferences from the cache, or from a request if the cache has none.</summary>
    private protected static IReadOnlyList<ModelVisibility> GetPreferences(Session session)
    {
        var cache = CompletionCache.Current;
        if (cache.GetPreferences(session) is { } entries) return entries;
        if (session.Options.SessionCookie is null) return [];
        var read = Request(session, async (client, cancellationToken) =>
            (await client.GetVisibilityAsync(cancellationToken).ConfigureAwait(false)).Entries.ToList());
        cache.SetPreferences(session, read ?? []);
        return read ?? [];
    }

    private static T GetEnum<T>(IDictionary parameters, string name) where T : struct =>
        Enum.TryParse<T>($"{parameters[name]}", ignoreCase: true, out var value) ? value : default;

    private static T? Request<T>(Session session, Func<NanoGptClient, CancellationToken, Task<T>> send) where T : class
    {
        using var cancellation = new CancellationTokenSource(Timeout);
        var client = new NanoGptClient(session.Options with { MaximumRetryCount = 0 });
        try
        {
            return Task.Run(() => send(client, cancellation.Token), cancellation.Token).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is NanoGptException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Gets the session that the command line would use.</summary>
    /// <returns>The session, or <see langword="null"/> if it is unknown until the command runs.</returns>
    private static Session? GetSession(CommandAst command, IDictionary parameters)
    {
        if (!TryGet<SecureString>(command, parameters, "ApiKey", out var key)
            || !TryGet<SecureString>(command, parameters, "SessionCookie", out var cookie)
            || !TryGet<Session>(command, parameters, "Session", out var session))
            return null;
        return SessionResolver.Resolve(session, key, cookie);
    }

    /// <returns><see langword="false"/> if the parameter is specified but its value is unknown.</returns>
    private static bool TryGet<T>(CommandAst command, IDictionary parameters, string name, out T? value) where T : class
    {
        var bound = parameters[name];
        value = (bound is PSObject wrapped ? wrapped.BaseObject : bound) as T;
        return value is not null || !command.CommandElements.Any(element => MayBind(name, element));
    }

    /// <summary>Returns whether an element of the command line is the parameter, possibly abbreviated, or may splat it.</summary>
    private static bool MayBind(string parameter, CommandElementAst element) => element switch
    {
        // -Session is a parameter itself, not an abbreviation of -SessionCookie.
        CommandParameterAst { ParameterName: var name } when name.Equals("Session", StringComparison.OrdinalIgnoreCase) => parameter == "Session",
        CommandParameterAst named => parameter.StartsWith(named.ParameterName, StringComparison.OrdinalIgnoreCase),
        VariableExpressionAst variable => variable.Splatted,
        _ => false,
    };

    /// <summary>Gets the candidates that start with the text, followed by those that contain it.</summary>
    private static IEnumerable<Candidate> Rank(IEnumerable<Candidate> candidates, string text)
    {
        var prefix = NamePattern.Create(text + "*");
        var substring = NamePattern.Create("*" + text + "*");
        return candidates
            .Where(candidate => substring.IsMatch(candidate.Text))
            .OrderBy(candidate => prefix.IsMatch(candidate.Text) ? 0 : 1)
            .ThenBy(candidate => candidate.Text, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>A possible completion.</summary>
    private protected sealed record Candidate(string Text, string ToolTip)
    {
        private static readonly Regex Unquoted = new("^[A-Za-z0-9_./:][-+A-Za-z0-9_./:]*$", RegexOptions.CultureInvariant);

        public CompletionResult ToResult(char? quote) => new(Quote(quote), Text, CompletionResultType.ParameterValue, TerminalSanitizer.Sanitize(ToolTip));

        private string Quote(char? quote) => quote switch
        {
            '"' => $"\"{Regex.Replace(Text, "[`$\"\u201C\u201D\u201E]", "`$0")}\"",
            null when Unquoted.IsMatch(Text) => Text,
            _ => $"'{CodeGeneration.EscapeSingleQuotedStringContent(Text)}'",
        };
    }

    /// <summary>Creates a candidate, unless the text is empty or contains characters that a terminal cannot show.</summary>
    private protected static IEnumerable<Candidate> CreateCandidates(string? text, string toolTip) =>
        text is { Length: > 0 } && TerminalSanitizer.Sanitize(text) == text ? [new Candidate(text, toolTip)] : [];
}
