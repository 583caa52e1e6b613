using System.Management.Automation;

namespace NanoGpt;

/// <summary>Names with wildcards. They match whatever the case, and alike in every language: a name is no word of the user's.</summary>
internal static class NamePattern
{
    public static WildcardPattern Create(string text) => WildcardPattern.Get(text, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
}
