namespace NanoGpt;

/// <summary>Specifies how a model differs between two lists.</summary>
public enum ModelChangeKind
{
    /// <summary>Only the newer list contains the model.</summary>
    Added,

    /// <summary>Only the older list contains the model.</summary>
    Removed,

    /// <summary>Both lists contain the model, with different values.</summary>
    Changed,
}
