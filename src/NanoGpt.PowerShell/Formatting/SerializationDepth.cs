using System.Management.Automation;

namespace NanoGpt;

/// <summary>
/// Lets models leave a job or a remote session whole: unless told otherwise PowerShell makes a text of what stands deeper
/// than a property. A types file would say so too, but every import would pay for it.
/// </summary>
internal static class SerializationDepth
{
    private const string RemoteHostName = "ServerRemoteHost";

    /// <summary>As deep as Export-Clixml goes by itself.</summary>
    private const int Depth = 2;

    /// <summary>Where what this cmdlet emits will be sent to another process, sees to it that its parts go too.</summary>
    public static void IncreaseForRemoting(PSCmdlet cmdlet)
    {
        if (cmdlet.Host.Name != RemoteHostName || cmdlet.InvokeCommand.GetCommand("Update-TypeData", CommandTypes.Cmdlet) is not { } update) return;
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand(update).AddParameter("TypeName", typeof(Model).FullName).AddParameter("SerializationDepth", Depth).AddParameter("Force").Invoke();
    }
}
