using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;

namespace NanoGpt.Tests;

/// <summary>The user interface of an <see cref="EngineHost"/>.</summary>
/// <param name="display">The writer that also receives what is displayed.</param>
internal sealed class EngineHostInterface(TextWriter display) : PSHostUserInterface
{
    private readonly EngineHostWindow window = new();
    private readonly StringBuilder text = new();
    private readonly List<string> questions = [];

    public Queue<object> Answers { get; } = [];

    public IReadOnlyList<string> Questions => questions;

    public bool HasColors { get; set; }

    public int Width
    {
        get => window.Width;
        set => window.Width = value;
    }

    public override PSHostRawUserInterface RawUI => window;

    public override bool SupportsVirtualTerminal => HasColors;

    public string TakeText()
    {
        lock (text)
        {
            var taken = text.ToString();
            text.Clear();
            return taken;
        }
    }

    public override void Write(string value)
    {
        // As the console host does.
        value = GetOutputString(value, SupportsVirtualTerminal);
        lock (text)
        {
            text.Append(value);
            display.Write(value);
        }
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value) => Write(value + "\n");

    public override void WriteErrorLine(string value) => WriteLine(value);

    public override void WriteWarningLine(string message) => WriteLine("WARNING: " + message);

    public override void WriteVerboseLine(string message) => WriteLine("VERBOSE: " + message);

    public override void WriteDebugLine(string message) => WriteLine("DEBUG: " + message);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        (int)Answer(message);

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        descriptions.ToDictionary(field => field.Name, field => PSObject.AsPSObject(Answer(field.Name)));

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw new NotSupportedException();

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName,
        PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        throw new NotSupportedException();

    public override string ReadLine() => throw new NotSupportedException();

    public override SecureString ReadLineAsSecureString() => throw new NotSupportedException();

    private object Answer(string question)
    {
        questions.Add(question);
        return Answers.TryDequeue(out var answer) ? answer : throw new HostException($"The test has no answer to: {question}");
    }
}
