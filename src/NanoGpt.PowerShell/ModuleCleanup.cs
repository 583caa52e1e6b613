using System.Management.Automation;

namespace NanoGpt;

/// <summary>Forgets the key and the cookie when the module is removed.</summary>
public sealed class ModuleCleanup : IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        SessionStore.Current = null;
        CompletionCache.Clear();
    }
}
