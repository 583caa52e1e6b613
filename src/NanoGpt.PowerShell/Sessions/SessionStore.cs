using System.Management.Automation;
using System.Runtime.CompilerServices;

namespace NanoGpt;

/// <summary>
/// Keeps what <c>Connect-NanoGpt</c> was told, for each runspace its own, until the runspace is reset or closed.
/// </summary>
internal static class SessionStore
{
    private static readonly ConditionalWeakTable<PSEventManager, SessionSettings> Sessions = new();

    /// <summary>What this runspace was told; nothing, until it is connected.</summary>
    public static SessionSettings? Current
    {
        get => Sessions.TryGetValue(RunspaceLifetime.Current, out var settings) ? settings : null;
        set
        {
            Sessions.Remove(RunspaceLifetime.Current);
            if (value is not null) Sessions.Add(RunspaceLifetime.Current, value);
        }
    }
}
