using System.Management.Automation;
using System.Runtime.CompilerServices;

namespace NanoGpt;

/// <summary>Stores the settings of <c>Connect-NanoGpt</c> for each runspace, until the runspace is reset or closed.</summary>
internal static class SessionStore
{
    private static readonly ConditionalWeakTable<PSEventManager, SessionSettings> Sessions = new();

    /// <summary>Gets or sets the settings of the current runspace. Before <c>Connect-NanoGpt</c>, they are the defaults.</summary>
    public static SessionSettings Current
    {
        get => Sessions.TryGetValue(RunspaceLifetime.Current, out var settings) ? settings : new();
        set
        {
            Clear();
            Sessions.Add(RunspaceLifetime.Current, value);
        }
    }

    /// <summary>Removes the settings of the current runspace.</summary>
    public static void Clear() => Sessions.Remove(RunspaceLifetime.Current);
}
