using System.Management.Automation;

namespace NanoGpt;

/// <summary>Creates wildcard patterns for names. Matching ignores case and does not depend on the current culture.</summary>
internal static class NamePattern
{
    public static WildcardPattern Create(string text) => WildcardPattern.Get(text, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
}
