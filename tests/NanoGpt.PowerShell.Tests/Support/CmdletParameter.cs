using System.Globalization;
using System.Management.Automation;
using System.Reflection;

namespace NanoGpt.Tests;

/// <summary>The properties of a parameter in one parameter set.</summary>
public sealed record ParameterPlace(string Set, string Position, bool IsRequired, bool TakesPipeline, bool TakesProperty)
{
    /// <summary>The name that PlatyPS writes for all parameter sets.</summary>
    public const string All = "(All)";

    /// <summary>The position of a parameter without a position.</summary>
    public const string Named = "Named";
}

/// <summary>A parameter of a cmdlet, read from its metadata.</summary>
public sealed record CmdletParameter(
    string Name, Type Type, string Default, bool TakesWildcards, IReadOnlyList<string> Aliases, IReadOnlyList<ParameterPlace> Places)
{
    public string TypeName => Type.FullName!;

    public bool IsSwitch => Type == typeof(SwitchParameter);

    public IReadOnlyList<string> AcceptedValues => (Type.GetElementType() ?? Type) is { IsEnum: true } values ? Enum.GetNames(values) : [];

    /// <summary>Gets all parameters of a cmdlet, including those that PowerShell adds for ShouldProcess.</summary>
    public static IReadOnlyList<CmdletParameter> GetParameters(CmdletType cmdlet)
    {
        var instance = Activator.CreateInstance(cmdlet.Type)!;
        var own = cmdlet.Type.GetProperties()
            .Where(property => Attributes<ParameterAttribute>(property).Any())
            .Select(property => From(property, instance));
        IEnumerable<CmdletParameter> added = cmdlet.SupportsShouldProcess ? [CreateCommonParameter("Confirm", "cf"), CreateCommonParameter("WhatIf", "wi")] : [];
        return [.. own.Concat(added).OrderBy(parameter => parameter.Name, StringComparer.Ordinal)];
    }

    private static CmdletParameter CreateCommonParameter(string name, string alias) =>
        new(name, typeof(SwitchParameter), "False", false, [alias], [new(ParameterPlace.All, ParameterPlace.Named, false, false, false)]);

    private static CmdletParameter From(PropertyInfo property, object instance)
    {
        var places = Attributes<ParameterAttribute>(property).Select(Place).ToList();
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var aliases = Attributes<AliasAttribute>(property)
            .SelectMany(alias => (IReadOnlyCollection<CustomAttributeTypedArgument>)alias.ConstructorArguments[0].Value!)
            .Select(alias => (string)alias.Value!);
        return new(
            property.Name,
            type,
            places.TrueForAll(place => place.IsRequired) ? "None" : FormatDefault(property.GetValue(instance)),
            Attributes<SupportsWildcardsAttribute>(property).Any(),
            [.. aliases],
            places);
    }

    private static string FormatDefault(object? value) => value switch
    {
        null => "None",
        SwitchParameter => "False",
        Array values => string.Join(", ", values.Cast<object?>().Select(FormatDefault)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static ParameterPlace Place(CustomAttributeData attribute)
    {
        object? GetArgument(string name) =>
            attribute.NamedArguments.SingleOrDefault(argument => argument.MemberName == name).TypedValue.Value;

        return new(
            (string?)GetArgument("ParameterSetName") ?? ParameterPlace.All,
            Convert.ToString(GetArgument("Position"), CultureInfo.InvariantCulture) is { Length: > 0 } position ? position : ParameterPlace.Named,
            GetArgument("Mandatory") is true,
            GetArgument("ValueFromPipeline") is true,
            GetArgument("ValueFromPipelineByPropertyName") is true);
    }

    private static IEnumerable<CustomAttributeData> Attributes<T>(MemberInfo member) =>
        member.CustomAttributes.Where(attribute => attribute.AttributeType == typeof(T));
}
