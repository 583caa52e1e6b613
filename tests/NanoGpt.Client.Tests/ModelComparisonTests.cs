using System.Globalization;

namespace NanoGpt.Client.Tests;

/// <summary>Tests added, removed, and changed models.</summary>
public sealed class ModelComparisonTests(SandboxFixture sandbox) : SandboxTest(sandbox)
{
    private const string DetailedEntry = """
        {"id":"m","created":1765411200,"owned_by":"openai","name":"One","description":"It thinks.","category":"mini",
        "context_length":400000,"max_output_tokens":128000,"capabilities":{"vision":true,"web_search":true},
        "architecture":{"input_modalities":["text","image"],"output_modalities":["text"]},
        "pricing":{"prompt":2,"completion":10,"currency":"USD","unit":"per_million_tokens","cached":1},
        "icon_url":"/icons/A.svg","cost_estimate":"$","subscription":{"included":false,"note":"n"},
        "distillationPolicy":{"status":"allowed"},"new":{"inner":[1,{"deep":"a"}],"date":"2026-01-01T00:00:00Z"}}
        """;

    [Fact]
    public async Task Added_and_removed_models_are_listed_once_before_changed_ones()
    {
        var changes = await ChangesAsync(
            ListOf(Model("b", "\"name\":\"1\""), Model("z"), Model("a")),
            ListOf(Model("y"), Model("b", "\"name\":\"2\""), Model("c"), Model("B")));

        Assert.Equal(["B: Added", "c: Added", "y: Added", "a: Removed", "z: Removed", "b: Name 1 -> 2"], changes.Select(change => change.ToString()));
        Assert.All(changes.SkipLast(1), change => Assert.Equal((null, null, null, null), (change.Property, change.Before, change.After, change.Percent)));
    }

    [Theory]
    [InlineData("a: Added", "", ModelChangeKind.Added)]
    [InlineData("z: Removed", "", ModelChangeKind.Removed)]
    [InlineData("b: ContextLength 1 -> 2", "Capabilities", ModelChangeKind.Changed)]
    [InlineData("a: Added, z: Removed", "", ModelChangeKind.Removed, ModelChangeKind.Added)]
    public void Only_the_requested_kinds_are_found_and_compared(string found, string notCompared, params ModelChangeKind[] kinds)
    {
        ModelSnapshot[] before = [CopyOf("z"), CopyOf("b", ("ContextLength", 1L))];
        ModelSnapshot[] after = [CopyOf("a"), CopyOf("b", ("ContextLength", 2L), ("Capabilities", new Dictionary<string, object?> { ["Vision"] = true }))];

        var comparison = new ModelComparison(before, after, kinds: kinds);

        Assert.Equal(found, string.Join(", ", comparison.Changes));
        Assert.Equal(notCompared, string.Join(", ", comparison.NotCompared));
    }

    [Fact]
    public async Task Equal_models_yield_no_changes()
    {
        Assert.Empty(await ChangesAsync(ListOf(DetailedEntry), ListOf(DetailedEntry)));
        Assert.Empty(await ChangesAsync(ListOf(), ListOf()));
    }

    [Theory]
    [InlineData("\"created\":1765411200", "\"created\":1765411201", "Created")]
    [InlineData("\"openai\"", "\"OpenAI\"", "OwnedBy")]
    [InlineData("\"One\"", "\"Two\"", "Name")]
    [InlineData("It thinks.", "It dreams.", "Description")]
    [InlineData("\"mini\"", "null", "Category")]
    [InlineData("400000", "400001", "ContextLength")]
    [InlineData("128000", "\"64000\"", "MaxOutputTokens")]
    [InlineData("\"vision\":true", "\"vision\":false", "Capabilities.Vision")]
    [InlineData("\"vision\":true", "\"x\":null", "Capabilities.Vision")]
    [InlineData("\"web_search\":true", "\"web_search\":false", "Capabilities.AdditionalProperties.web_search")]
    [InlineData("[\"text\",\"image\"]", "[\"text\"]", "Architecture.InputModalities")]
    [InlineData("[\"text\"]", "[\"image\"]", "Architecture.OutputModalities")]
    [InlineData("\"prompt\":2", "\"prompt\":3", "PromptPrice")]
    [InlineData("\"completion\":10", "\"completion\":null", "CompletionPrice")]
    [InlineData("\"cached\":1", "\"cached\":2", "Pricing.AdditionalProperties.cached")]
    [InlineData("A.svg", "B.svg", "IconUrl")]
    [InlineData("\"$\"", "\"$$\"", "CostEstimate")]
    [InlineData("\"$\"", "{\"cheap\":true}", "CostEstimate", "CostEstimate.cheap")]
    [InlineData("\"included\":false", "\"included\":true", "Subscription.Included")]
    [InlineData("\"note\":\"n\"", "\"note\":\"m\"", "Subscription.Note")]
    [InlineData("\"allowed\"", "\"unknown\"", "DistillationPolicy.Status")]
    [InlineData("\"deep\":\"a\"", "\"deep\":\"b\"", "AdditionalProperties.new.inner")]
    [InlineData("2026-01-01", "2026-01-02", "AdditionalProperties.new.date")]
    [InlineData("\"USD\"", "\"EUR\"", "PromptPrice", "CompletionPrice", "Pricing.Currency")]
    [InlineData("\"currency\":\"USD\",\"unit\":\"per_million_tokens\",", "")]
    [InlineData("{\"prompt\":2,\"completion\":10,\"currency\":\"USD\",\"unit\":\"per_million_tokens\",\"cached\":1}", "null",
        "PromptPrice", "CompletionPrice", "Pricing.AdditionalProperties.cached")]
    public async Task Each_property_is_compared_under_its_property_path(string oldText, string newText, params string[] names)
    {
        var changes = await ChangesAsync(ListOf(DetailedEntry), ListOf(DetailedEntry.Replace(oldText, newText)));

        Assert.Equal(names, changes.Select(change => change.Property));
        Assert.All(changes, change => Assert.Equal(("m", ModelChangeKind.Changed), (change.Id, change.Change)));
        var back = await ChangesAsync(ListOf(DetailedEntry.Replace(oldText, newText)), ListOf(DetailedEntry));
        Assert.Equal(changes.Select(change => (change.Property, change.After, change.Before)), back.Select(change => (change.Property, change.Before, change.After)));
    }

    [Fact]
    public void Every_property_is_compared()
    {
        Assert.Subset(
            ModelComparison.PropertyNames.ToHashSet(),
            typeof(Model).GetProperties().Select(property => property.Name).Where(name => name is not ("Id" or "Type")).ToHashSet());
        Assert.Subset(
            ModelComparison.PropertyNames.ToHashSet(),
            typeof(ModelCapabilities).GetProperties().Select(property => $"Capabilities.{property.Name}").ToHashSet());
        // A model is identified by its type and id.
        Assert.All(["Id", "Type"], name => Assert.DoesNotContain(name, ModelComparison.PropertyNames));
    }

    [Theory]
    [InlineData("2", "2.5", 25)]
    [InlineData("2", "1.5", -25)]
    [InlineData("2", "0", -100)]
    [InlineData("0.1", "0.3", 200)]
    [InlineData("0", "1", null)]
    [InlineData("null", "1", null)]
    [InlineData("1", "null", null)]
    [InlineData("1e-28", "1e28", null)]
    public async Task A_price_change_has_a_percentage_if_the_old_price_is_not_zero(string before, string after, int? percent)
    {
        var change = Assert.Single(await ChangesAsync(
            ListOf(Model("m", $"\"name\":\"n\",\"pricing\":{{\"prompt\":{before}}}")), ListOf(Model("m", $"\"name\":\"n\",\"pricing\":{{\"prompt\":{after}}}"))));

        Assert.Equal(("PromptPrice", percent), (change.Property, change.Percent));
        Assert.Equal((before == "null", after == "null"), (change.Before is null, change.After is null));
        Assert.True(change.Before is decimal or null && change.After is decimal or null);
    }

    [Fact]
    public async Task Changes_are_sorted_with_prices_first_and_then_by_name()
    {
        var changes = await ChangesAsync(
            ListOf(DetailedEntry),
            ListOf(DetailedEntry.Replace("One", "Two").Replace(":2,", ":3,").Replace(":10,", ":11,").Replace("\"mini\"", "\"max\"").Replace("400000", "7")));

        Assert.Equal(["PromptPrice", "CompletionPrice", "Category", "ContextLength", "Name"], changes.Select(change => change.Property));
    }

    [Fact]
    public async Task A_price_in_another_currency_is_a_change_of_that_price()
    {
        var euros = DetailedEntry.Replace("USD", "EUR");

        var changes = await ChangesAsync(ListOf(euros), ListOf(euros.Replace("\"prompt\":2", "\"prompt\":3")));

        Assert.Equal([("Pricing.Prompt", 2m, 3m, 50m)], changes.Select(change => (change.Property!, (decimal)change.Before!, (decimal)change.After!, change.Percent!.Value)));
    }

    [Theory]
    [InlineData("0.49299999999999994", "0.493", true)]
    [InlineData("0.1", "0.10000000000000000001", true)]
    [InlineData("0.493", "0.4930001", false)]
    [InlineData("9007199254740992", "9007199254740993", false)]
    [InlineData("1.0000000000000042", "1", true)]
    [InlineData("1.00000000000001", "1", false)]
    [InlineData("1e300", "1.0000000000000002e300", true)]
    [InlineData("1e300", "1.1e300", false)]
    public async Task Binary_rounding_differences_are_not_changes(string before, string after, bool isSame)
    {
        var changes = await ChangesAsync(ListOf(Model("m", $"\"some\":{before}")), ListOf(Model("m", $"\"some\":{after}")));

        Assert.Equal(isSame, changes.Count == 0);
    }

    [Fact]
    public async Task Only_requested_properties_are_compared_and_prices_have_two_names()
    {
        var after = ListOf(DetailedEntry.Replace(":2,", ":3,").Replace("One", "Two"));

        Assert.Equal(["Name"], (await ChangesAsync(ListOf(DetailedEntry), after, name => name == "Name")).Select(change => change.Property));
        Assert.Equal(["Pricing.Prompt"], (await ChangesAsync(ListOf(DetailedEntry), after, name => name.StartsWith("Pricing", StringComparison.Ordinal)))
            .Select(change => change.Property));
    }

    [Fact]
    public async Task Properties_missing_from_a_basic_list_are_not_changes()
    {
        var basic = """{"id":"m","created":1765411200,"owned_by":"else"}""";

        var comparison = await CompareAsync(ListOf(basic), ListOf(DetailedEntry));

        Assert.Equal(["OwnedBy"], comparison.Changes.Select(change => change.Property));
        Assert.True(comparison.IsLimitedToBasic);
        Assert.Empty(comparison.NotCompared);
        Assert.False((await CompareAsync(ListOf(basic), ListOf(basic))).IsLimitedToBasic);
        Assert.False((await CompareAsync(ListOf(), ListOf(DetailedEntry))).IsLimitedToBasic);
        Assert.False((await CompareAsync(ListOf(basic), ListOf(DetailedEntry), name => name == "OwnedBy")).IsLimitedToBasic);
    }

    [Fact]
    public async Task A_model_without_details_in_a_detailed_list_has_changed()
    {
        var comparison = await CompareAsync(ListOf(DetailedEntry, Model("n", "\"name\":\"N\"")), ListOf(DetailedEntry, Model("n")));

        Assert.Equal(["n: Name N -> unknown"], comparison.Changes.Select(change => change.ToString()));
        Assert.False(comparison.IsLimitedToBasic);
    }

    [Fact]
    public async Task The_last_of_duplicate_models_is_compared()
    {
        var comparison = await CompareAsync(ListOf(Model("m", "\"name\":\"1\""), Model("m", "\"name\":\"2\"")), ListOf(Model("m", "\"name\":\"2\"")));

        Assert.Empty(comparison.Changes);
        Assert.Equal(["m"], comparison.DuplicateReferenceIds);
        Assert.Empty(comparison.DuplicateDifferenceIds);
    }

    [Fact]
    public async Task A_deserialized_copy_is_equal_despite_converted_values()
    {
        var (models, _) = await ReadAsync(ListOf(DetailedEntry));
        var copy = Copy(
            ("Created", "2025-12-11T00:00:00Z"), ("OwnedBy", "openai"), ("Name", "One"), ("ContextLength", 400000), ("MaxOutputTokens", 128000d),
            ("PromptPrice", 2d), ("CompletionPrice", 10L), ("IconUrl", models[0].IconUrl!.OriginalString),
            ("Capabilities", new Dictionary<string, object?> { ["Vision"] = true, ["AdditionalProperties"] = new Dictionary<string, object?> { ["web_search"] = true } }),
            ("Architecture", new Dictionary<string, object?> { ["InputModalities"] = new object[] { "text", "image" }, ["OutputModalities"] = new object[] { "text" } }),
            ("AdditionalProperties", new Dictionary<string, object?>
            {
                ["new"] = new Dictionary<string, object?>
                {
                    ["inner"] = new object[] { 1, new Dictionary<string, object?> { ["deep"] = "a" } },
                    ["date"] = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
                },
            }));

        var comparison = new ModelComparison([ModelSnapshot.From(models[0])], [copy]);

        Assert.Empty(comparison.Changes);
        Assert.Equal(["Category", "CostEstimate", "Description", "DistillationPolicy", "Pricing", "Subscription"], comparison.NotCompared);
    }

    [Theory]
    [InlineData("Capabilities", "Vision")]
    [InlineData("Architecture", "text -> text")]
    [InlineData("AdditionalProperties", "System.Collections.Generic.Dictionary")]
    public async Task Values_reduced_to_text_in_a_copy_are_not_compared(string name, string text)
    {
        var (models, _) = await ReadAsync(ListOf(DetailedEntry));

        var comparison = new ModelComparison([Copy((name, text), ("Name", "One"))], [ModelSnapshot.From(models[0])], asked => asked == "Name" || asked.StartsWith(name, StringComparison.Ordinal));

        Assert.Empty(comparison.Changes);
        Assert.Equal([name], comparison.NotCompared);
    }

    [Theory]
    [InlineData("en-US")]
    [InlineData("de-DE")]
    [InlineData("th-TH")]
    [InlineData("")]
    public async Task A_csv_copy_is_compared_only_by_values_that_csv_preserves(string culture)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        var (models, _) = await ReadAsync(ListOf(
            DetailedEntry.Replace(":10,", ":0.42000000000000004,").Replace("\"One\"", "null").Replace("\"$\"", "{\"cheap\":true}"),
            """{"id":"bare","created":1754092800,"owned_by":"o","name":"B","cost_estimate":"$","capabilities":{"vision":false}}"""));
        var live = models.Select(ModelSnapshot.From).ToList();

        foreach (var comparison in new[] { new ModelComparison(models.Select(CsvCopy), live), new ModelComparison(live, models.Select(CsvCopy)) })
        {
            Assert.Empty(comparison.Changes);
            Assert.Equal(["AdditionalProperties", "Architecture", "Capabilities", "CostEstimate", "DistillationPolicy", "Pricing", "Subscription"], comparison.NotCompared);
        }
    }

    [Fact]
    public async Task Changes_since_a_csv_export_are_found()
    {
        var (before, _) = await ReadAsync(ListOf(DetailedEntry));
        var (after, _) = await ReadAsync(ListOf(DetailedEntry
            .Replace("1765411200", "1765411201").Replace("\"One\"", "null").Replace(":10,", ":11,").Replace("\"$\"", "\"$$\"").Replace("400000", "7")));

        var comparison = new ModelComparison(before.Select(CsvCopy), after.Select(ModelSnapshot.From));

        Assert.Equal(["CompletionPrice", "ContextLength", "CostEstimate", "Created", "Name"], comparison.Changes.Select(change => change.Property));
        Assert.Equal((10m, 11m), (comparison.Changes[0].Before, comparison.Changes[0].After));
        Assert.Equal(new DateTime(2025, 12, 11, 0, 0, 0, DateTimeKind.Utc), comparison.Changes[3].Before);
    }

    [Theory]
    [InlineData("PromptPrice", "2,5")]
    [InlineData("ContextLength", "many")]
    [InlineData("Created", "13.11.2025")]
    public async Task Text_that_is_not_a_valid_value_of_its_property_is_not_compared(string name, string text)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var (models, _) = await ReadAsync(ListOf(DetailedEntry));

        var comparison = new ModelComparison([Copy((name, text), ("Name", "One"))], [ModelSnapshot.From(models[0])], asked => asked == name);

        Assert.Empty(comparison.Changes);
        Assert.Equal([name], comparison.NotCompared);
    }

    [Fact]
    public async Task Prices_of_an_older_copy_ignore_rounding_differences()
    {
        var (models, _) = await ReadAsync(ListOf(Model("m", "\"pricing\":{\"prompt\":1.0000000000000042,\"completion\":0.060000000000000005}")));
        var copy = Copy(("PromptPrice", 1.0000000000000042m), ("CompletionPrice", 0.060000000000000005m));

        var comparison = new ModelComparison([copy], [ModelSnapshot.From(models[0])], name => name.EndsWith("Price", StringComparison.Ordinal));

        Assert.Empty(comparison.Changes);
        Assert.Equal((1m, 0.06m), (copy.PromptPrice, copy.CompletionPrice));
    }

    [Theory]
    [MemberData(nameof(EndlessGraphs.Names), MemberType = typeof(EndlessGraphs))]
    public void A_cyclic_copy_is_compared(string graph)
    {
        var endless = EndlessGraphs.Get(graph);
        var copy = Copy(("AdditionalProperties", endless), ("CostEstimate", endless), ("Capabilities", endless), ("Name", endless));

        Assert.Empty(new ModelComparison([copy], [copy]).Changes);
        Assert.NotNull(new ModelComparison([copy], [Copy(("Name", "n"), ("AdditionalProperties", new Dictionary<string, object?>()))]).Changes);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(7)]
    public void An_object_without_an_id_is_not_a_model(object? id) =>
        Assert.Null(ModelSnapshot.From(new Dictionary<string, object?> { ["Id"] = id }));

    /// <summary>Creates a copy as Export-Csv and Import-Csv do.</summary>
    private static ModelSnapshot CsvCopy(Model model) => ModelSnapshot.From(
        typeof(Model).GetProperties().ToDictionary(property => property.Name, property => property.GetValue(model)?.ToString() ?? ""))!;

    private static ModelSnapshot Copy(params (string Name, object? Value)[] properties) => CopyOf("m", properties);

    private static ModelSnapshot CopyOf(string id, params (string Name, object? Value)[] properties) =>
        ModelSnapshot.From(properties.Append(("Id", id)).ToDictionary(property => property.Item1, property => property.Item2))!;

    private static string Model(string id, string fields = "\"object\":\"model\"") => $$"""{"id":"{{id}}",{{fields}}}""";

    private async Task<IReadOnlyList<ModelChange>> ChangesAsync(string before, string after, Func<string, bool>? includeProperty = null) =>
        (await CompareAsync(before, after, includeProperty)).Changes;

    private async Task<ModelComparison> CompareAsync(string before, string after, Func<string, bool>? includeProperty = null)
    {
        var (older, _) = await ReadAsync(before);
        var (newer, _) = await ReadAsync(after);
        return new(older.Select(ModelSnapshot.From), newer.Select(ModelSnapshot.From), includeProperty);
    }
}
