using System.Management.Automation;

namespace NanoGpt;

/// <summary>
/// Reads visibility preferences and changes from pipeline objects: live objects, deserialized copies, hashtables, and objects
/// from ConvertFrom-Json and Import-Csv.
/// </summary>
internal static class PreferenceReader
{
    private static readonly string[] CopyPrefixes = ["Deserialized.", "Selected."];

    // Changes also have a Description.
    private static readonly List<string> ModelProperties =
        [.. ModelSnapshot.PropertyNames.Except([nameof(Model.Id), nameof(Model.Category), nameof(Model.Description)])];

    /// <summary>Reads a preference. A property that the object does not have is left unchanged.</summary>
    /// <returns>The values to save, or <see langword="null"/> if the object is not a preference.</returns>
    /// <exception cref="FormatException">A value is invalid.</exception>
    public static VisibilityAssignment? Read(PSObject? input)
    {
        if (input?.BaseObject is ModelVisibility live) return new(live);
        if (input is null || GetId(input) is not { } id || IsModel(input)) return null;
        var setsVisible = PipelineValue.TryGetProperty(input, nameof(ModelVisibility.Visible), out var visible);
        var setsCategory = PipelineValue.TryGetProperty(input, nameof(ModelVisibility.Category), out var category);
        return setsVisible || setsCategory
            ? new(new ModelVisibility(id, ToVisible(id, visible), ToCategory(id, category)), setsVisible, setsCategory)
            : null;
    }

    /// <summary>Reads a change.</summary>
    /// <returns>The change, or <see langword="null"/> if the object is not a change.</returns>
    /// <exception cref="FormatException">A value is invalid.</exception>
    public static ModelVisibilityChange? ReadChange(PSObject? input)
    {
        if (input?.BaseObject is ModelVisibilityChange live) return live;
        return input is not null
            && GetId(input) is { } id
            && PipelineValue.TryGetProperty(input, nameof(ModelVisibilityChange.Visible), out var visible)
            && PipelineValue.TryGetProperty(input, nameof(ModelVisibilityChange.Category), out var category)
            && PipelineValue.TryGetProperty(input, nameof(ModelVisibilityChange.PreviousVisible), out var previousVisible)
            && PipelineValue.TryGetProperty(input, nameof(ModelVisibilityChange.PreviousCategory), out var previousCategory)
            ? new(new ModelVisibility(id, ToVisible(id, previousVisible), ToCategory(id, previousCategory)), ToVisible(id, visible), ToCategory(id, category))
            : null;
    }

    /// <summary>Determines whether an object names a model but says nothing about its preference: an id, or a model.</summary>
    public static bool IsModelOrId(PSObject input) => input.BaseObject is string || GetId(input) is not null;

    private static string? GetId(PSObject input) =>
        PipelineValue.TryGetProperty(input, nameof(ModelVisibility.Id), out var id) && id is string { Length: > 0 } text ? text : null;

    /// <summary>
    /// Determines whether an object is a model, whose category belongs to NanoGPT. JSON does not record types, so an object with
    /// another property of a model, such as OwnedBy, is a model.
    /// </summary>
    private static bool IsModel(PSObject input) =>
        input.TypeNames.Select(GetOriginalType).Contains(typeof(Model).FullName)
        || ModelProperties.Exists(name => PipelineValue.TryGetProperty(input, name, out _));

    private static string GetOriginalType(string typeName)
    {
        while (Array.Find(CopyPrefixes, prefix => typeName.StartsWith(prefix, StringComparison.Ordinal)) is { } prefix)
            typeName = typeName.Substring(prefix.Length);
        return typeName;
    }

    // Import-Csv returns only text. An empty text is null.
    private static bool? ToVisible(string id, object? value) => value switch
    {
        null or "" => null,
        bool visible => visible,
        string text when bool.TryParse(text, out var visible) => visible,
        _ => throw CreateException("visibility", id, value, "Specify true, false, or null."),
    };

    private static string? ToCategory(string id, object? value) => value switch
    {
        null or "" => null,
        string category => category,
        _ => throw CreateException("category", id, value, "Specify text or null."),
    };

    private static FormatException CreateException(string property, string id, object value, string action) =>
        new($"The {property} of '{TerminalSanitizer.Sanitize(id)}' is {ErrorRecords.Describe(PSObject.AsPSObject(value))}, which is not valid. {action}");
}
