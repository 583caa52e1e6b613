using System.Management.Automation;
using System.Reflection;
using NanoGpt.Binding;
using NanoGpt.Cmdlets;

namespace NanoGpt.Tests.Engine;

/// <summary>Tests parameters that accept one value of an enumeration.</summary>
public sealed class SingleValueTests(SandboxFixture sandbox) : EngineTest(sandbox)
{
    [Theory]
    [InlineData("Get-NanoGptModel -Type Image, Video", "Type", "Image, Video")]
    [InlineData("Get-NanoGptModel -Type 'Image,Video'", "Type", "Image,Video")]
    [InlineData("Get-NanoGptModel -Scope Subscription, Paid", "Scope", "Subscription, Paid")]
    [InlineData("Get-NanoGptModel -Scope ([NanoGpt.ModelScope[]] ('Subscription', 'Paid'))", "Scope", "Subscription, Paid")]
    [InlineData("Get-NanoGptModel -Sort Favorites, MostUsed", "Sort", "Favorites, MostUsed")]
    [InlineData("Connect-NanoGpt -AuthenticationHeader Bearer, XApiKey", "AuthenticationHeader", "Bearer, XApiKey")]
    public void Several_values_are_an_error_before_any_request(string command, string parameter, string values)
    {
        var error = Error(command);

        Assert.Equal("ParameterArgumentTransformationError", IdOf(error));
        Assert.Equal(
            $"Cannot process argument transformation on parameter '{parameter}'. '{values}' has several values, but this parameter accepts one. Run the command once for each value.",
            error.ToString());
        Assert.Empty(Server.Requests);
    }

    [Theory]
    [InlineData("image")]
    [InlineData("@('Image')")]
    [InlineData("([NanoGpt.ModelType]::Image)")]
    [InlineData("1")]
    public void One_value_is_accepted(string value)
    {
        Assert.NotEmpty(Output($"Get-NanoGptModel -Type {value}"));

        Assert.Equal("/api/v1/image-models", Assert.Single(Server.Requests).Path);
    }

    // PowerShell would combine several values into another one.
    [Fact]
    public void Every_parameter_with_one_value_of_an_enumeration_rejects_several()
    {
        var parameters = typeof(SessionCmdlet).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetProperties())
            .Where(property => property.IsDefined(typeof(ParameterAttribute)) && (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType).IsEnum)
            .ToList();

        Assert.NotEmpty(parameters);
        Assert.All(parameters, property => Assert.True(property.IsDefined(typeof(SingleValueArgumentAttribute)), property.Name));
    }
}
