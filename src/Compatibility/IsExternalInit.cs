namespace System.Runtime.CompilerServices;

/// <summary>What the compiler needs for init-only properties, where the framework lacks it.</summary>
internal static class IsExternalInit;
