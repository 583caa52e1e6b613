using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Security;
using System.Text.RegularExpressions;

namespace NanoGpt.Completion;

/// <summary>
/// Completes an argument from what this session last listed; when it has listed nothing, from one quick call. Whatever goes
/// wrong, there is nothing to offer: an error has no place at the prompt.
/// </summary>
public abstract class SessionCompleter : IArgumentCompleter
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
            var typed = quote is { } mark ? word.Substring(1).TrimEnd(mark) : word;
            return GetSession(commandAst, fakeBoundParameters) is { } session
                ? [.. Rank(GetCandidates(session, fakeBoundParameters), typed).Select(candidate => candidate.ToResult(quote))]
                : [];
        }
#pragma warning disable CA1031 // Whatever it is.
        catch (Exception)
#pragma warning restore CA1031
        {
            return [];
        }
    }

    /// <summary>All there is to offer.</summary>
    private protected abstract IEnumerable<Candidate> GetCandidates(Session session, IDictionary parameters);

    /// <summary>The models last listed, or, when there are none, those that a quick call lists.</summary>
    private protected static IReadOnlyList<Model> GetModels(Session session, IDictionary parameters) =>
        CompletionCache.Current.GetModels(session) ?? GetDetailedModels(session, parameters);

    /// <summary>The models last listed with their details, or, when there are none, those that a quick call lists.</summary>
    private protected static IReadOnlyList<Model> GetDetailedModels(Session session, IDictionary parameters)
    {
        var memory = CompletionCache.Current;
        if (memory.GetDetailedModels(session) is { } models) return models;
        var query = new ModelQuery
        {
            Detailed = true,
            Scope = parameters["Scope"] is { } said && Enum.TryParse<ModelScope>($"{said}", ignoreCase: true, out var scope) ? scope : default,
        };
        var listed = Request(session, async (client, cancellationToken) =>
        {
            using var list = await client.ListModelsAsync(query, cancellationToken).ConfigureAwait(false);
            var few = new List<Model>();
            await foreach (var model in list.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                if (few.Count == CompletionCache.MaxModels) break;
                few.Add(model);
            }
            return few;
        });
        // Also when it gave nothing: who presses Tab again does not want to wait again.
        memory.SetDetailedModels(session, listed ?? []);
        return listed ?? [];
    }

    /// <summary>The preferences last read, or, when there are none, those that a quick call reads.</summary>
    private protected static IReadOnlyList<ModelVisibility> GetPreferences(Session session)
    {
        var memory = CompletionCache.Current;
        if (memory.GetPreferences(session) is { } entries) return entries;
        if (session.Cookie is null) return [];
        var read = Request(session, async (client, cancellationToken) =>
            (await client.GetVisibilityAsync(cancellationToken).ConfigureAwait(false)).Entries.ToList());
        memory.SetPreferences(session, read ?? []);
        return read ?? [];
    }

    private static T? Request<T>(Session session, Func<NanoGptClient, CancellationToken, Task<T>> call) where T : class
    {
        using var limit = new CancellationTokenSource(Timeout);
        var client = new NanoGptClient(session.ToClientOptions() with { MaximumRetryCount = 0 });
        try
        {
            return Task.Run(() => call(client, limit.Token), limit.Token).GetAwaiter().GetResult();
        }
        catch (Exception failed) when (failed is NanoGptException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>What the command line would use. Null where that can't be told before it runs.</summary>
    private static Session? GetSession(CommandAst command, IDictionary parameters)
    {
        if (!TryGet<SecureString>(command, parameters, "ApiKey", out var key)
            || !TryGet<SecureString>(command, parameters, "SessionCookie", out var cookie)
            || !TryGet<Session>(command, parameters, "Session", out var session))
            return null;
        var ownKey = key is null ? null : Secret.ApiKey(key);
        var ownCookie = cookie is null ? null : Secret.SessionCookie(cookie);
        return session is null
            ? SessionResolver.Resolve(SessionStore.Current ?? new SessionSettings(), ownKey, ownCookie)
            : SessionResolver.Resolve(session, ownKey, ownCookie);
    }

    /// <returns>False where there is such a parameter and its value is not known.</returns>
    private static bool TryGet<T>(CommandAst command, IDictionary parameters, string name, out T? value) where T : class
    {
        var given = parameters[name];
        value = (given is PSObject wrapped ? wrapped.BaseObject : given) as T;
        return value is not null || !command.CommandElements.Any(element => MayBind(name, element));
    }

    /// <summary>Whether a part of the command line is that parameter, perhaps in short, or could bring it.</summary>
    private static bool MayBind(string parameter, CommandElementAst element) => element switch
    {
        // -Session is a name of its own, and none of -SessionCookie in short.
        CommandParameterAst { ParameterName: var name } when name.Equals("Session", StringComparison.OrdinalIgnoreCase) => parameter == "Session",
        CommandParameterAst named => parameter.StartsWith(named.ParameterName, StringComparison.OrdinalIgnoreCase),
        VariableExpressionAst variable => variable.Splatted,
        _ => false,
    };

    /// <summary>Those that start with what was typed, then those that have it in them.</summary>
    private static IEnumerable<Candidate> Rank(IEnumerable<Candidate> candidates, string typed)
    {
        var start = NamePattern.Create(typed + "*");
        var part = NamePattern.Create("*" + typed + "*");
        return candidates
            .Where(candidate => part.IsMatch(candidate.Text))
            .OrderBy(candidate => start.IsMatch(candidate.Text) ? 0 : 1)
            .ThenBy(candidate => candidate.Text, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Something to offer.</summary>
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

    /// <summary>Something to offer, if a person can type it and a terminal show it.</summary>
    private protected static IEnumerable<Candidate> CreateCandidates(string? text, string toolTip) =>
        text is { Length: > 0 } && TerminalSanitizer.Sanitize(text) == text ? [new Candidate(text, toolTip)] : [];
}
