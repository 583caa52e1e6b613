using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace NanoGpt;

/// <summary>
/// Keeps what <c>Connect-NanoGpt</c> was told, for each runspace its own; it is gone with the runspace.
/// </summary>
internal static class SessionStore
{
    private static readonly ConditionalWeakTable<Runspace, SessionSettings> Sessions = new();

    /// <summary>What this runspace was told; nothing, until it is connected.</summary>
    public static SessionSettings? Current
    {
        get => Sessions.TryGetValue(Runspace.DefaultRunspace, out var settings) ? settings : null;
        set
        {
            Sessions.Remove(Runspace.DefaultRunspace);
            if (value is not null) Sessions.Add(Runspace.DefaultRunspace, value);
        }
    }
}
