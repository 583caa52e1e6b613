namespace NanoGpt;

/// <summary>The source of a setting, in increasing order of precedence.</summary>
public enum SettingSource
{
    /// <summary>The default value.</summary>
    Default,

    /// <summary>An environment variable.</summary>
    Environment,

    /// <summary><c>Connect-NanoGpt</c> in this PowerShell session.</summary>
    Session,

    /// <summary>A parameter of the call.</summary>
    Parameter,
}
