using NanoGpt.Json;

namespace NanoGpt.Client.Tests;

/// <summary>Tests that the code that reads a list is compiled during the first request.</summary>
public sealed class ReaderWarmUpTests(SandboxFixture sandbox) : SandboxTest(sandbox)
{
    [Fact]
    public async Task The_first_list_reads_the_sample()
    {
        using var list = await TestClient.StartAsync(Server.BaseUri);

        Assert.True(ReaderWarmUp.IsStarted);
    }

    [Fact]
    public async Task The_sample_has_every_property_of_a_text_model()
    {
        var listed = await TestClient.ListAsync(Server.BaseUri, new ModelQuery { Detailed = true });

        var expected = listed.Models.SelectMany(GetProperties).Distinct();

        Assert.Superset(expected.ToHashSet(), GetProperties(await ReaderWarmUp.ReadSampleAsync()).ToHashSet());
    }

    /// <summary>Gets the names of the properties that the service sent.</summary>
    private static IEnumerable<string> GetProperties(Model model)
    {
        object?[] parts = [model, model.Capabilities, model.Architecture, model.Pricing, model.Subscription, model.DistillationPolicy];
        return from part in parts
               where part is not null
               from property in part.GetType().GetProperties()
               where property.Name != nameof(ServiceObject.AdditionalProperties) && property.GetValue(part) is not null
               select $"{part.GetType().Name}.{property.Name}";
    }
}
