using System.Management.Automation;

namespace NanoGpt;

/// <summary>
/// Increases the serialization depth of models in jobs and remote sessions, where PowerShell converts nested objects to strings
/// by default. A types file could set the depth too, but would slow down every import.
/// </summary>
internal static class SerializationDepth
{
    private const string RemoteHostName = "ServerRemoteHost";

    /// <summary>The default depth of Export-Clixml.</summary>
    private const int Depth = 2;

    /// <summary>Increases the depth if the output of the cmdlet will be sent to another process.</summary>
    public static void IncreaseForRemoting(PSCmdlet cmdlet)
    {
        if (cmdlet.Host.Name != RemoteHostName || cmdlet.InvokeCommand.GetCommand("Update-TypeData", CommandTypes.Cmdlet) is not { } update) return;
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand(update).AddParameter("TypeName", typeof(Model).FullName).AddParameter("SerializationDepth", Depth).AddParameter("Force").Invoke();
    }
}
