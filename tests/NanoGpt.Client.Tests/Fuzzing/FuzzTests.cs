using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using NanoGpt.Json;

namespace NanoGpt.Client.Tests.Fuzzing;

/// <summary>
/// Tests that the readers return the valid content of mutated JSON, or one clear error. NANOGPT_FUZZ_SEED
/// selects the cases; NANOGPT_FUZZ_TIMES multiplies their number.
/// </summary>
public sealed class FuzzTests
{
    private const int DefaultSeed = 617;

    private static readonly Uri Host = new("https://nano-gpt.com/");

    private static readonly JsonTree[] Entries =
    [
        .. SandboxCatalog.Entries.Select(entry => JsonTree.Parse(entry.Json)),
        .. SandboxCatalog.OtherEntries.Select(JsonTree.Parse),
    ];

    private static readonly JsonTree[] Providers = [.. SandboxCatalog.Providers.Select(JsonTree.Parse), JsonTree.Parse("""{"supportsProviderSelection":false,"defaultPrice":null}""")];

    private static readonly JsonTree[] Preferences =
    [
        JsonTree.Parse("""
            {"modelPreferences":{
                "visibleTextModels":{"openai/gpt-5.2":true,"sonar":false,"a:thinking":true},
                "modelCategories":{"openai/gpt-5.2":"General","nanogpt/coding-router:high":"Coding"}}}
            """),
        JsonTree.Parse("""{"modelPreferences":{"visibleTextModels":{"a":true,"b":null,"c":"yes"},"modelCategories":null,"future":[1,{"x":"\u00e9"}]}}"""),
        JsonTree.Parse("""{"modelPreferences":{"visibleTextModels":[],"modelCategories":{"b":"x","a":null,"c":5}}}"""),
        JsonTree.Parse("""{"modelPreferences":null}"""),
    ];

    private static readonly JsonTree[] Reports =
    [
        JsonTree.Parse("""
            {"object":"usage","apiKey":{"id":9},"from":"2026-11-01","to":"2026-11-03","asOf":"2026-11-03T12:34:56.000Z",
             "source":{"rollupDays":["2026-11-01"],"liveDays":["2026-11-03"],"missingRollupDays":[]},
             "totals":{"requests":7,"costUsd":1.5,"netCostUsd":1.25},
             "byModel":[{"model":"GPT 5.5","requests":7,"costUsd":1.5000000000000002,"refundedUsd":0.25,"netCostUsd":"1.25","inputTokens":10,"totalTokens":30},
                        {"model":"Caf\u00e9","date":"2026-11-03","outputTokens":2,"reasoningTokens":null,"future":{"x":[1]}}]}
            """),
        JsonTree.Parse("""{"byModel":[{"model":"a","requests":1},{},null],"totals":null,"source":null}"""),
    ];

    private static readonly JsonTree[] Subscriptions =
    [
        JsonTree.Parse("""
            {"active":true,"limits":{"daily":800,"monthly":20000},"enforceDailyLimit":false,
             "daily":{"used":92,"remaining":708,"percentUsed":0.115,"resetAt":1795564800000},"monthly":{"used":5,"percentUsed":1,"resetAt":"1796083200000"},
             "period":{"currentPeriodEnd":"2026-12-01T23:59:59.000Z"},"state":"grace","graceUntil":null}
            """),
        JsonTree.Parse("""{"active":false,"limits":null,"daily":null,"state":"inactive","future":[{"x":"\u00e9"}]}"""),
    ];

    private static readonly JsonTree[] Balances =
    [
        JsonTree.Parse("""{"usd_balance":"37.205","nano_balance":"1.523400000000000001","nanoDepositAddress":"nano_1"}"""),
        JsonTree.Parse("""{"usd_balance":37.2,"nano_balance":null,"promo":{"usd":"5"}}"""),
    ];

    private static readonly JsonTree[] Files =
    [
        JsonTree.Parse("""{"format":"NanoGpt.ModelVisibility/1","visibleTextModels":{"a":true,"b":false},"modelCategories":{"a":"x","c":"y"}}"""),
        JsonTree.Parse("""{"format":"NanoGpt.ModelVisibility/1","visibleTextModels":{},"modelCategories":{}}"""),
    ];

    [Fact]
    public Task Mutated_lists_are_read_or_rejected() => FuzzAsync(120_000, CreateList, ReadListAsync);

    [Fact]
    public Task Mutated_preferences_are_read_or_rejected() => FuzzAsync(60_000, random => Copy(Preferences, random), ReadPreferences);

    [Fact]
    public Task Mutated_usage_reports_are_read_or_rejected() => FuzzAsync(40_000, random => Copy(Reports, random), ReadUsage);

    [Fact]
    public Task Mutated_subscriptions_are_read_or_rejected() =>
        FuzzAsync(20_000, random => Copy(Subscriptions, random), (body, _) => new(ReadObject<Subscription>(body, SubscriptionJson.Read) is not null));

    [Fact]
    public Task Mutated_balances_are_read_or_rejected() =>
        FuzzAsync(20_000, random => Copy(Balances, random), (body, _) => new(ReadObject<Balance>(body, BalanceJson.Read) is not null));

    [Fact]
    public Task Mutated_providers_are_read_or_rejected() => FuzzAsync(40_000, random => Copy(Providers, random), ReadProviders);

    [Fact]
    public Task Mutated_files_are_read_or_rejected() => FuzzAsync(20_000, random => Copy(Files, random), ReadFile);

    /// <returns><see langword="true"/> if the body was read; <see langword="false"/> if it was rejected.</returns>
    private delegate ValueTask<bool> Reader(byte[] body, Random random);

    private static async Task FuzzAsync(int defaultCount, Func<Random, JsonTree> original, Reader readAsync)
    {
        var seed = GetSetting("NANOGPT_FUZZ_SEED", DefaultSeed);
        var count = defaultCount * GetSetting("NANOGPT_FUZZ_TIMES", 1);
        var read = 0;
        for (var n = 0; n < count; n++)
        {
            // Each case has its own generator, so that it does not depend on the number of cases.
            var random = new Random(unchecked(seed * 31_337 + n));
            var body = new JsonMutator(random).Mutate(original(random));
            try
            {
                if (await readAsync(body, random)) read++;
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException(
                    $"Case {n} of NANOGPT_FUZZ_SEED={seed} failed: {Encoding.Latin1.GetString(body)}", exception);
            }
        }
        TestContext.Current.TestOutputHelper!.WriteLine($"NANOGPT_FUZZ_SEED={seed}: {count} cases, {read} read, {count - read} rejected.");
        // The test is useful only if both outcomes are frequent.
        Assert.InRange(read, count / 10, count - count / 10);
    }

    private static int GetSetting(string variable, int defaultValue) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : defaultValue;

    private static JsonTree Copy(JsonTree[] originals, Random random) => originals[random.Next(originals.Length)].Copy();

    private static JsonTree CreateList(Random random)
    {
        var list = JsonTree.Parse("""{"object":"list","data":[],"meta":{"count":3}}""");
        var data = list.Children[1].Value;
        for (var count = random.Next(4); count > 0; count--) data.Children.Add(([], Copy(Entries, random)));
        return list;
    }

    private static async ValueTask<bool> ReadListAsync(byte[] body, Random random)
    {
        var models = new List<Model>();
        using var reader = new ModelListReader(new ChunkedResponse(body, random), Host);
        var ids = GetIds(body);
        try
        {
            while (await reader.ReadAsync(CancellationToken.None) is { } model) models.Add(model);
        }
        catch (NanoGptException failure)
        {
            Assert.Null(ids);
            Assert.Equal(NanoGptErrorKind.InvalidResponse, failure.Kind);
            Assert.Null(failure.InnerException);
            Assert.Equal(TerminalSanitizer.Sanitize(failure.Message), failure.Message);
            Assert.InRange(failure.Message.Length, 1, 600);
            return false;
        }
        Assert.NotNull(ids);
        Assert.Equal(ids.Where(id => id is not null), models.Select(model => model.Id));
        Assert.Equal(ids.Count(id => id is null), reader.SkippedEntryCount);
        Assert.InRange(reader.InvalidEntryCount, 0, models.Count);
        foreach (var model in models)
        {
            Assert.NotEmpty(model.Id);
            AssertReadable(model);
        }
        return true;
    }

    /// <summary>
    /// Gets the id of each entry, null for an entry without an id, independently of the reader; null if the body is not a list.
    /// </summary>
    private static List<string?>? GetIds(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body.AsMemory(body.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0));
            if (json.RootElement.ValueKind != JsonValueKind.Object) return null;
            var data = json.RootElement.EnumerateObject().Where(field => HasName(field, "data")).Select(field => field.Value).ToList();
            return data.Count > 0 && data.TrueForAll(value => value.ValueKind == JsonValueKind.Array) ? [.. data.SelectMany(value => value.EnumerateArray()).Select(GetId)] : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? GetId(JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object) return null;
        var ids = entry.EnumerateObject().Where(field => HasName(field, "id"));
        return ids.LastOrDefault().Value is { ValueKind: JsonValueKind.String } id && Text(id) is { Length: > 0 } text ? text : null;
    }

    private static bool HasName(JsonProperty field, string name)
    {
        try
        {
            return field.NameEquals(name);
        }
        catch (InvalidOperationException)
        {
            return false; // The name contains an unpaired surrogate.
        }
    }

    private static string? Text(JsonElement json)
    {
        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static ValueTask<bool> ReadProviders(byte[] body, Random random)
    {
        ModelProviderList list;
        try
        {
            list = ResponseJson.Read(
                body, key: null, (ModelProviderList value, ref JsonObjectReader json) => ModelProvidersJson.Read(value, "some/model", ref json), out _);
        }
        catch (FormatException exception)
        {
            Assert.InRange(exception.Message.Length, 1, GetMaxMessageLength(body));
            Assert.Null(exception.InnerException);
            return new(false);
        }
        AssertReadable(list.AdditionalProperties);
        foreach (var provider in list.Providers)
        {
            Assert.NotEmpty(provider.Provider);
            Assert.Equal("some/model", provider.ModelId);
            AssertReadable(provider);
        }
        return new(true);
    }

    private static ValueTask<bool> ReadPreferences(byte[] body, Random random)
    {
        VisibilityPreferences preferences;
        try
        {
            preferences = PreferencesJson.Read(body);
        }
        catch (FormatException rejection)
        {
            Assert.InRange(rejection.Message.Length, 1, GetMaxMessageLength(body));
            Assert.Null(rejection.InnerException);
            return new(false);
        }
        var entries = preferences.Entries.ToList();
        foreach (var entry in entries) AssertReadable(entry);
        Assert.InRange(preferences.InvalidValueCount, 0, body.Length);
        Assert.Empty(preferences.PlanMerge(entries));
        Assert.Empty(preferences.PlanReplace(entries));
        // A round trip loses nothing.
        var again = PreferencesJson.Read((byte[])[.. "{\"modelPreferences\":"u8, .. preferences.ToJson(), (byte)'}']);
        Assert.Empty(preferences.GetDifferentIds(again));
        Assert.Equal(preferences.InvalidValueCount, again.InvalidValueCount);
        return new(true);
    }

    private static ValueTask<bool> ReadUsage(byte[] body, Random random)
    {
        var report = ReadObject(body, (UsageReport report, ref JsonObjectReader json) => UsageJson.Read(report, "byModel", ref json));
        if (report is null) return new(false);
        Assert.InRange(report.InvalidRowCount, 0, report.Rows.Count);
        foreach (var row in report.Rows) AssertReadable(row);
        return new(true);
    }

    /// <summary>Reads an object; <see langword="null"/> if the reader rejects it.</summary>
    private static T? ReadObject<T>(byte[] body, PropertiesReader<T> readProperties) where T : ServiceObject, new()
    {
        try
        {
            var value = ResponseJson.Read(body, key: null, readProperties, out _);
            AssertReadable(value);
            return value;
        }
        catch (FormatException refusal)
        {
            Assert.InRange(refusal.Message.Length, 1, GetMaxMessageLength(body));
            Assert.Null(refusal.InnerException);
            return null;
        }
    }

    private static ValueTask<bool> ReadFile(byte[] body, Random random)
    {
        IReadOnlyList<ModelVisibility> entries;
        try
        {
            entries = VisibilityFile.Read(body);
        }
        catch (FormatException rejection)
        {
            Assert.Matches("^(line [1-9][0-9]*, column [1-9][0-9]*: .|it is not a text)", rejection.Message);
            Assert.InRange(rejection.Message.Length, 1, GetMaxMessageLength(body));
            return new(false);
        }
        foreach (var entry in entries)
        {
            Assert.False(entry is { Visible: null, Category: null });
            AssertReadable(entry);
        }
        // A round trip changes nothing.
        var none = PreferencesJson.Read("{}"u8.ToArray());
        var again = VisibilityFile.Read(VisibilityFile.Write(none.Apply(none.PlanMerge(entries))));
        Assert.Equal(Sorted(entries), Sorted(again));
        return new(true);

        static IEnumerable<(string, bool?, string?)> Sorted(IEnumerable<ModelVisibility> entries) =>
            entries.Select(entry => (entry.Id, entry.Visible, entry.Category)).OrderBy(entry => entry.Id, StringComparer.Ordinal);
    }

    /// <summary>Gets the maximum length of a message. It can quote a property name or an id, and no other part of the body.</summary>
    private static int GetMaxMessageLength(byte[] body) => 500 + body.Length;

    private static readonly Dictionary<Type, PropertyInfo[]> Properties = [];

    /// <summary>Reads all properties of an object, as a view or serializer does.</summary>
    private static void AssertReadable(object? value)
    {
        switch (value)
        {
            case null or bool or long or int or decimal or double or DateTime or Uri or ModelType:
                break;
            case string text:
                Assert.True(IsWellFormed(text), $"'{text}' contains an unpaired surrogate.");
                break;
            case IDictionary<string, object?> fields:
                foreach (var field in fields)
                {
                    AssertReadable(field.Key);
                    AssertReadable(field.Value);
                }
                break;
            case IReadOnlyDictionary<string, object?> fields:
                foreach (var field in fields) AssertReadable(field.Value);
                break;
            case PriceDictionary prices:
                foreach (var price in prices) AssertReadable(price.Key);
                break;
            case IEnumerable items:
                foreach (var item in items) AssertReadable(item);
                break;
            case ServiceObject or ModelVisibility:
                AssertReadable(value.ToString());
                if (!Properties.TryGetValue(value.GetType(), out var properties))
                    Properties.Add(value.GetType(), properties = value.GetType().GetProperties());
                foreach (var property in properties) AssertReadable(property.GetValue(value));
                break;
            default:
                Assert.Fail($"A {value.GetType()} came out.");
                break;
        }
    }

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsSurrogatePair(text, i)) return false;
            i++;
        }
        return true;
    }
}
