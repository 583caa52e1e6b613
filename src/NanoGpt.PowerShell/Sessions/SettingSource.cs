namespace NanoGpt;

/// <summary>Where a part of a session comes from; what stands further down wins over what stands above.</summary>
public enum SettingSource
{
    /// <summary>Nobody said anything.</summary>
    Default,

    /// <summary>An environment variable.</summary>
    Environment,

    /// <summary><c>Connect-NanoGpt</c>, in this PowerShell session.</summary>
    Session,

    /// <summary>A parameter of the call itself.</summary>
    Parameter,
}
