using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace NanoGpt.Completion;

/// <summary>Completes the values of -Visible.</summary>
internal sealed class VisibleCompleter : IArgumentCompleter
{
    private static readonly CompletionResult[] Values =
    [
        new("$true", "$true", CompletionResultType.ParameterValue, "The models are visible"),
        new("$false", "$false", CompletionResultType.ParameterValue, "The models are hidden"),
        new("$null", "$null", CompletionResultType.ParameterValue, "No visibility is saved"),
    ];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Values.Where(value => value.CompletionText.StartsWith(wordToComplete, StringComparison.OrdinalIgnoreCase));
}
