using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace NanoGpt;

/// <summary>Identifies the current runspace from its opening, or its last reset, to its next reset.</summary>
internal static class RunspaceLifetime
{
    /// <summary>
    /// Gets the event manager of the current runspace. Runspace.ResetRunspaceState, with which ForEach-Object -Parallel reuses a
    /// runspace, keeps the runspace and its modules, but replaces this object.
    /// </summary>
    public static PSEventManager Current => Runspace.DefaultRunspace.Events;
}
