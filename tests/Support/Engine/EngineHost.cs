using System.Globalization;
using System.Management.Automation.Host;

namespace NanoGpt.Tests;

/// <summary>A PowerShell host that records what it displays and gives prepared answers.</summary>
/// <param name="display">The writer that also receives what is displayed.</param>
internal sealed class EngineHost(TextWriter display) : PSHost
{
    private readonly EngineHostInterface ui = new(display);

    /// <summary>Gets or sets the width of the window. The height is not limited.</summary>
    public int Width
    {
        get => ui.Width;
        set => ui.Width = value;
    }

    /// <summary>Gets or sets a value that indicates whether the host supports escape sequences for colors.</summary>
    public bool HasColors
    {
        get => ui.HasColors;
        set => ui.HasColors = value;
    }

    /// <summary>
    /// Gets the answers to the next questions: the index of the choice, or the text for a mandatory parameter. For confirmation,
    /// 0 is Yes, 1 is Yes to All, 2 is No, and 3 is No to All. A question without an answer fails.
    /// </summary>
    public Queue<object> Answers => ui.Answers;

    /// <summary>Gets the questions so far.</summary>
    public IReadOnlyList<string> Questions => ui.Questions;

    /// <summary>Gets or sets the culture of the commands.</summary>
    public CultureInfo Culture { get; set; } = CultureInfo.GetCultureInfo("en-US");

    public override CultureInfo CurrentCulture => Culture;

    public override CultureInfo CurrentUICulture => Culture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "NanoGptEngineHost";

    public override PSHostUserInterface UI => ui;

    public override Version Version { get; } = new(1, 0);

    /// <summary>Gets the displayed text and removes it.</summary>
    public string TakeText() => ui.TakeText();

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode) => throw new NotSupportedException();
}
