namespace NanoGpt;

/// <summary>Specifies the values to save for a model in the visibility preferences.</summary>
/// <param name="Entry">The id and the values. A value that is <see langword="null"/>, and an empty category, are removed.</param>
/// <param name="SetsVisible"><see langword="false"/> to leave the saved visibility unchanged.</param>
/// <param name="SetsCategory"><see langword="false"/> to leave the saved category unchanged.</param>
public sealed record VisibilityAssignment(ModelVisibility Entry, bool SetsVisible = true, bool SetsCategory = true);
