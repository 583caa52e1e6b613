namespace NanoGpt.Tests;

/// <summary>Tests the suggestions for mistyped model ids.</summary>
public sealed class IdSuggestionsTests
{
    private static readonly string[] Ids =
    [
        "openai/gpt-5.5", "openai/gpt-5.2", "openai/o1-pro", "deepseek/deepseek-v3.2", "deepseek/deepseek-v4-flash",
        "deepseek/deepseek-v4-flash:thinking", "Baichuan-M2", "auto-model",
    ];

    [Theory]
    [InlineData("openai/gpt-5.22", "openai/gpt-5.2", "openai/gpt-5.5")]
    [InlineData("OPENAI/GPT5.2", "openai/gpt-5.2", "openai/gpt-5.5")]
    [InlineData("gpt-52", "openai/gpt-5.2", "openai/gpt-5.5")]
    [InlineData("01-pro", "openai/o1-pro")]
    [InlineData("baichuan-m", "Baichuan-M2")]
    [InlineData("deepseek/deepseek-v4-flsh", "deepseek/deepseek-v4-flash")]
    [InlineData("anthropic/claude")]
    [InlineData("deepseek")]
    [InlineData("")]
    public void Suggestions_are_sorted_by_similarity_and_exclude_dissimilar_ids(string text, params string[] similar) =>
        Assert.Equal(similar, IdSuggestions.Find(text, Ids));

    [Fact]
    public void At_most_three_ids_are_suggested() =>
        Assert.Equal(
            ["model-1", "model-2", "model-3"],
            IdSuggestions.Find("model-0", ["model-1", "model-2", "model-3", "model-4"]));

    [Fact]
    public void An_id_is_suggested_only_within_the_edit_distance_limit()
    {
        var random = new Random(617);
        for (var round = 0; round < 5000; round++)
        {
            var (text, id) = (CreateRandomText(random), CreateRandomText(random));
            var distance = GetEditDistance(text, id);

            Assert.Equal(distance <= Math.Max(2, text.Length / 5), IdSuggestions.Find(text, [id]).Any());
        }
    }

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void Only_ids_up_to_the_maximum_length_are_compared(int length, bool isCompared)
    {
        var id = new string('x', length);

        Assert.Equal(isCompared, IdSuggestions.Find(new('x', 128), [id]).Any());
        Assert.Equal(isCompared, IdSuggestions.Find(id, [new('x', 128)]).Any());
    }

    [Fact]
    public void Only_the_first_of_many_missing_ids_get_suggestions()
    {
        var filter = new ModelIdFilter(Enumerable.Range(0, 1000).Select(number => $"some/model-{number:0000}x"));
        for (var number = 0; number < 1000; number++) filter.Matches($"some/model-{number:0000}");

        var missing = filter.Missing.ToList();

        Assert.Equal(1000, missing.Count);
        Assert.Equal(200, missing.TakeWhile(id => filter.GetSuggestions(id).Any()).Count());
        Assert.DoesNotContain(missing, id => filter.GetSuggestions(id).Any());
    }

    [Fact]
    public void The_number_of_remembered_ids_is_limited()
    {
        var filter = new ModelIdFilter(["some/model"]);
        filter.Matches("some/models");
        for (var number = 0; number < 300_000; number++) filter.Matches($"{number}");

        Assert.Equal(["some/models"], filter.GetSuggestions("some/model"));
    }

    private static string CreateRandomText(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(24)).Select(_ => (char)('a' + random.Next(3))));

    /// <summary>Computes the edit distance by its definition.</summary>
    private static int GetEditDistance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            for (var j = 0; j <= b.Length; j++)
                rows[i, j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1), Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
        return rows[a.Length, b.Length];
    }
}
