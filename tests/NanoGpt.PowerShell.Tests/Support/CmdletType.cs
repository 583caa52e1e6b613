using System.Management.Automation;
using System.Reflection;

namespace NanoGpt.Tests;

/// <summary>A cmdlet, read from its CustomAttributeData, which has only the arguments that the source specifies.</summary>
public sealed record CmdletType(Type Type, string Verb, string Noun)
{
    public static IReadOnlyList<CmdletType> All { get; } =
    [
        .. from type in typeof(Session).Assembly.GetTypes()
           let cmdlet = GetAttribute<CmdletAttribute>(type)
           where cmdlet is not null
           select new CmdletType(
               type, (string)cmdlet.ConstructorArguments[0].Value!, (string)cmdlet.ConstructorArguments[1].Value!),
    ];

    public string Name => $"{Verb}-{Noun}";

    public bool SupportsShouldProcess => GetArgument("SupportsShouldProcess") is true;

    public string? DefaultParameterSet => (string?)GetArgument("DefaultParameterSetName");

    public IEnumerable<PropertyInfo> Parameters =>
        Type.GetProperties().Where(property => GetAttribute<ParameterAttribute>(property) is not null);

    /// <summary>Gets an argument of the cmdlet attribute; <see langword="null"/> if it is not specified.</summary>
    public object? GetArgument(string name) => GetAttribute<CmdletAttribute>(Type)!.NamedArguments
        .SingleOrDefault(argument => argument.MemberName == name).TypedValue.Value;

    /// <summary>Gets an argument of a parameter attribute; <see langword="null"/> if it is not specified.</summary>
    public object? GetParameterArgument(string parameter, string name) =>
        GetAttribute<ParameterAttribute>(Type.GetProperty(parameter)!)!.NamedArguments
            .SingleOrDefault(argument => argument.MemberName == name).TypedValue.Value;

    /// <summary>Gets the first attribute of a type. A parameter has one attribute for each of its sets.</summary>
    public static CustomAttributeData? GetAttribute<T>(MemberInfo member) =>
        member.CustomAttributes.FirstOrDefault(attribute => attribute.AttributeType == typeof(T));

    public override string ToString() => Name;
}
