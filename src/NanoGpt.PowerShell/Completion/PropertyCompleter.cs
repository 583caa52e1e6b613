using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace NanoGpt.Completion;

/// <summary>Completes the properties that Compare-NanoGptModel compares.</summary>
internal sealed class PropertyCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var pattern = NamePattern.Create(wordToComplete.Trim('\'', '"') + "*");
        // No property name needs quotation marks.
        return ModelComparison.PropertyNames.Where(pattern.IsMatch).Select(name => new CompletionResult(name));
    }
}
