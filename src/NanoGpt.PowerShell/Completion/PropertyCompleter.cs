using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace NanoGpt.Completion;

/// <summary>Completes the properties that models are compared by.</summary>
public sealed class PropertyCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var typed = NamePattern.Create(wordToComplete.Trim('\'', '"') + "*");
        // Nothing in their names needs quotes.
        return ModelComparison.PropertyNames.Where(typed.IsMatch).Select(name => new CompletionResult(name));
    }
}
