using System.Management.Automation;

namespace NanoGpt.Binding;

/// <summary>Distinguishes a parameter that is specified from one that has its default value.</summary>
internal static class SpecifiedParameter
{
    /// <summary>Determines whether a call specifies a parameter, as an argument or from the pipeline.</summary>
    public static bool IsSpecified(this PSCmdlet cmdlet, string parameter) => cmdlet.MyInvocation.BoundParameters.ContainsKey(parameter);
}
