namespace NanoGpt;

/// <summary>How a model in one list stands to the other list.</summary>
public enum ModelChangeKind
{
    /// <summary>Only the newer list has it.</summary>
    Added,

    /// <summary>Only the older list has it.</summary>
    Removed,

    /// <summary>Both have it, and say something different of it.</summary>
    Changed,
}
