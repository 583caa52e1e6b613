using System.Management.Automation;

namespace NanoGpt;

/// <summary>Clears the credentials, the settings, and the completion cache when the module is removed.</summary>
public sealed class ModuleCleanup : IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        SessionStore.Clear();
        CompletionCache.Clear();
    }
}
