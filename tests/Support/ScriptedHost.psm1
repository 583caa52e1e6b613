# A host for a separate runspace. It records the output for the user and answers prompts with predefined choices.

Set-StrictMode -Version 3.0

Add-Type -TypeDefinition @'
using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

public sealed class ScriptedHost : PSHost
{
    private readonly Guid id = Guid.NewGuid();
    private readonly ScriptedHostInterface ui;

    public ScriptedHost(int[] answers) { ui = new ScriptedHostInterface(answers); }

    public List<string> Lines { get { return ui.Lines; } }
    public List<string> Questions { get { return ui.Questions; } }

    public override CultureInfo CurrentCulture { get { return CultureInfo.InvariantCulture; } }
    public override CultureInfo CurrentUICulture { get { return CultureInfo.InvariantCulture; } }
    public override Guid InstanceId { get { return id; } }
    public override string Name { get { return "ScriptedHost"; } }
    public override PSHostUserInterface UI { get { return ui; } }
    public override Version Version { get { return new Version(1, 0); } }
    public override void EnterNestedPrompt() { throw new NotSupportedException(); }
    public override void ExitNestedPrompt() { throw new NotSupportedException(); }
    public override void NotifyBeginApplication() { }
    public override void NotifyEndApplication() { }
    public override void SetShouldExit(int exitCode) { }
}

internal sealed class ScriptedHostInterface : PSHostUserInterface
{
    private readonly Queue<int> answers;

    public ScriptedHostInterface(int[] answers)
    {
        this.answers = new Queue<int>(answers);
        Lines = new List<string>();
        Questions = new List<string>();
    }

    public List<string> Lines { get; private set; }
    public List<string> Questions { get; private set; }

    public override PSHostRawUserInterface RawUI { get { return null; } }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        Questions.Add(message);
        return answers.Dequeue();
    }

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        foreach (FieldDescription description in descriptions) Questions.Add(description.Name);
        throw new HostException("The scripted host has no answer to this prompt.");
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) { throw new NotSupportedException(); }
    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes types, PSCredentialUIOptions options) { throw new NotSupportedException(); }
    public override string ReadLine() { throw new NotSupportedException(); }
    public override SecureString ReadLineAsSecureString() { throw new NotSupportedException(); }
    public override void Write(string value) { Lines.Add(value); }
    public override void Write(ConsoleColor foreground, ConsoleColor background, string value) { Lines.Add(value); }
    public override void WriteLine(string value) { Lines.Add(value); }
    public override void WriteErrorLine(string value) { Lines.Add(value); }
    public override void WriteDebugLine(string message) { Lines.Add(message); }
    public override void WriteVerboseLine(string message) { Lines.Add(message); }
    public override void WriteWarningLine(string message) { Lines.Add(message); }
    public override void WriteProgress(long sourceId, ProgressRecord record) { }
}
'@

function Invoke-WithAnswer {
    <#
    .SYNOPSIS
        Runs a script in a separate runspace, answers its prompts, and returns the output, the host lines, the prompts, and the errors.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] [string] $Script,
        [object[]] $Argument = @(),
        # 0: yes; 1: yes to all; 2: no; 3: no to all.
        [int[]] $Answer = @()
    )

    $scriptedHost = [ScriptedHost]::new($Answer)
    $runspace = [runspacefactory]::CreateRunspace($scriptedHost)
    $runspace.Open()
    $shell = [powershell]::Create()
    try {
        $shell.Runspace = $runspace
        $null = $shell.AddScript($Script)
        foreach ($value in $Argument) { $null = $shell.AddArgument($value) }
        $output = $shell.Invoke()
        [pscustomobject]@{
            Output    = @($output)
            Lines     = @($scriptedHost.Lines)
            Questions = @($scriptedHost.Questions)
            Errors    = @($shell.Streams.Error)
        }
    }
    finally {
        $shell.Dispose()
        $runspace.Dispose()
    }
}

Export-ModuleMember -Function Invoke-WithAnswer
