using System.Management.Automation;
using System.Reflection;

namespace NanoGpt.Tests;

/// <summary>
/// A cmdlet as its metadata says it. What PowerShell would make of it can't be asked: the assembly that the tests have
/// in its place is hollow, and its attributes remember nothing.
/// </summary>
public sealed record CmdletType(Type Type, string Verb, string Noun)
{
    public static IReadOnlyList<CmdletType> All { get; } =
    [
        .. from type in typeof(Session).Assembly.GetTypes()
           let cmdlet = Attribute<CmdletAttribute>(type)
           where cmdlet is not null
           select new CmdletType(
               type, (string)cmdlet.ConstructorArguments[0].Value!, (string)cmdlet.ConstructorArguments[1].Value!),
    ];

    public string Name => $"{Verb}-{Noun}";

    public bool SupportsShouldProcess => Says("SupportsShouldProcess") is true;

    public string? DefaultParameterSet => (string?)Says("DefaultParameterSetName");

    public IEnumerable<PropertyInfo> Parameters =>
        Type.GetProperties().Where(property => Attribute<ParameterAttribute>(property) is not null);

    /// <summary>What the cmdlet's attribute says of it; null when it says nothing.</summary>
    public object? Says(string what) => Attribute<CmdletAttribute>(Type)!.NamedArguments
        .SingleOrDefault(argument => argument.MemberName == what).TypedValue.Value;

    /// <summary>What a parameter's attribute says of it; null when it says nothing.</summary>
    public object? ParameterSays(string parameter, string what) =>
        Attribute<ParameterAttribute>(Type.GetProperty(parameter)!)!.NamedArguments
            .SingleOrDefault(argument => argument.MemberName == what).TypedValue.Value;

    /// <summary>The first of them: a parameter has one for each set that it is in.</summary>
    public static CustomAttributeData? Attribute<T>(MemberInfo member) =>
        member.CustomAttributes.FirstOrDefault(attribute => attribute.AttributeType == typeof(T));

    public override string ToString() => Name;
}
