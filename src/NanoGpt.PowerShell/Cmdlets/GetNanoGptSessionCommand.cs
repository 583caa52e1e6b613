using System.Management.Automation;

namespace NanoGpt.Cmdlets;

/// <summary>Get-NanoGptSession: says what a call with the same parameters would use, and where each part comes from.</summary>
[Cmdlet(VerbsCommon.Get, "NanoGptSession")]
[OutputType(typeof(Session))]
public sealed class GetNanoGptSessionCommand : SettingsCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing() => WriteObject(ResolveSession());
}
