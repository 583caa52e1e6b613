using System.Collections;
using System.Management.Automation;

namespace NanoGpt.Binding;

/// <summary>
/// Takes ids, and objects with an Id. By itself PowerShell would convert any other object to text, and take that for an id.
/// </summary>
public sealed class ModelIdArgumentAttribute : ValidatedArgumentAttribute
{
    private const string IdProperty = nameof(Model.Id);

    private protected override object? Convert(object? value) => value switch
    {
        null or string => value,
        IEnumerable list and not IDictionary => list.Cast<object?>().SelectMany(Ids).ToArray(),
        _ => Ids(value).ToArray(),
    };

    private static IEnumerable<string?> Ids(object? value)
    {
        if (value is null) return [null];
        var item = PSObject.AsPSObject(value);
        return item.BaseObject switch
        {
            string id => [id],
            IDictionary dictionary => Texts(Entry(dictionary)),
            _ => Texts(item.Properties[IdProperty]?.Value),
        } ?? throw new ArgumentException($"{ErrorRecords.Describe(item)} is neither a string nor an object with an Id that is a string.");
    }

    private static object? Entry(IDictionary dictionary) =>
        dictionary.Keys.Cast<object>().Where(key => IdProperty.Equals(key as string, StringComparison.OrdinalIgnoreCase)).Select(key => dictionary[key]).FirstOrDefault();

    /// <summary>The value of a property as one text or several. Null: it is neither.</summary>
    private static string[]? Texts(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        string text => [text],
        string[] texts => texts,
        object[] list when Array.TrueForAll(list, item => item is string or PSObject { BaseObject: string }) => [.. list.Select(item => item.ToString()!)],
        _ => null,
    };
}
