using System.Collections;
using System.Management.Automation;

namespace NanoGpt.Binding;

/// <summary>
/// Converts strings and objects with an Id to ids. PowerShell would convert any other object to a string and use it as an id.
/// </summary>
internal sealed class ModelIdArgumentAttribute : ValidatedArgumentAttribute
{
    /// <summary>Gets or sets a value that indicates whether models other than text models are errors.</summary>
    public bool TextOnly { get; set; }

    private protected override object? Convert(object? value) => value switch
    {
        null or string => value,
        IEnumerable list and not IDictionary => list.Cast<object?>().SelectMany(GetIds).ToArray(),
        _ => GetIds(value).ToArray(),
    };

    private IEnumerable<string?> GetIds(object? value)
    {
        if (value is null) return [null];
        var item = PSObject.AsPSObject(value);
        if (TextOnly && ModelReader.Read(item) is { Type: not ModelType.Text and var type })
            throw new ArgumentException($"{ErrorRecords.Describe(item)} is a model of type {type}, but visibility preferences apply only to text models. Omit it.");
        return (item.BaseObject is string id ? [id] : GetStrings(item))
            ?? throw new ArgumentException($"{ErrorRecords.Describe(item)} is neither a string nor an object with an Id that is a string. Specify ids, or models from Get-NanoGptModel.");
    }

    /// <returns>The ids, or <see langword="null"/> if the property Id is neither a string nor a list of strings.</returns>
    private static string[]? GetStrings(PSObject item) => (PipelineValue.TryGetProperty(item, nameof(Model.Id), out var value) ? value : null) switch
    {
        string text => [text],
        string[] texts => texts,
        object[] list when Array.TrueForAll(list, item => item is string or PSObject { BaseObject: string }) => [.. list.Select(item => item.ToString()!)],
        _ => null,
    };
}
